# finally and with inside generators run when the generator is finished, closed or dropped.
import gc

log = []

class Ctx:
    def __enter__(self): log.append("enter")
    def __exit__(self, *exc): log.append(("exit", exc[0] and exc[0].__name__))

def gen():
    with Ctx():
        try:
            yield 1
            yield 2
        finally:
            log.append("finally")

list(gen())
print(log); log.clear()
# expect: ['enter', 'finally', ('exit', None)]
g = gen(); next(g); g.close()
print(log); log.clear()
# expect: ['enter', 'finally', ('exit', 'GeneratorExit')]
g = gen(); next(g); del g; gc.collect()
print(log); log.clear()
# expect: ['enter', 'finally', ('exit', 'GeneratorExit')]
for x in gen():
    break
gc.collect()
print(log); log.clear()
# expect: ['enter', 'finally', ('exit', 'GeneratorExit')]
g = gen(); next(g)
try:
    g.throw(KeyError("k"))
except KeyError:
    print(log)
    # expect: ['enter', 'finally', ('exit', 'KeyError')]
del g
log.clear()
unstarted = gen()
del unstarted
gc.collect()
print(log)
# expect: []
