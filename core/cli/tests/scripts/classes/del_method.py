# __del__ runs when the last reference goes, once, and may bring the object back.
import gc

log = []

class D:
    def __init__(self, name): self.name = name
    def __del__(self): log.append(self.name)

d = D("one")
e = d
del d
print(log)
# expect: []
del e
print(log)
# expect: ['one']

def f():
    local = D("local")
    log.append("in f")

f()
print(log)
# expect: ['one', 'in f', 'local']
log.clear()
saved = []

class Phoenix:
    def __del__(self):
        log.append("del")
        saved.append(self)

p = Phoenix()
del p
print(log, len(saved))
# expect: ['del'] 1
saved.clear()
gc.collect()
print(log, len(saved))
# expect: ['del'] 0
