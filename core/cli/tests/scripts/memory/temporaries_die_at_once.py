# Within one thread an object whose last reference goes is finalised at once.
log = []

class D:
    def __init__(self, name): self.name = name
    def __del__(self): log.append(self.name)
    def method(self): return self

D("expression")
log.append("next statement")
d = D("rebound")
d = D("second")
log.append("after rebinding")
d = None
log.append("after none")
D("chained").method().method().name
log.append("after chain")
[D("in list"), D("too")]
log.append("after list")

def f(x):
    log.append("in f")

f(D("argument"))
log.append("after call")
box = [D("slot")]
box[0] = 1
log.append("after slot")
ns = {"k": D("dict value")}
del ns["k"]
log.append("after del")
for entry in log:
    print(entry)
# expect: expression
# expect: next statement
# expect: rebound
# expect: after rebinding
# expect: second
# expect: after none
# expect: chained
# expect: after chain
# expect: too
# expect: in list
# expect: after list
# expect: in f
# expect: argument
# expect: after call
# expect: slot
# expect: after slot
# expect: dict value
# expect: after del
