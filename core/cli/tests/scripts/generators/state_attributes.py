# gi_frame, gi_running, gi_suspended, gi_yieldfrom and the names of a generator.
def sub():
    yield 1

def gen():
    seen.append((g.gi_running, g.gi_suspended))
    yield
    yield from sub()

seen = []
g = gen()
print(g.gi_running, g.gi_suspended, g.gi_frame is not None, g.gi_code is gen.__code__, g.gi_yieldfrom)
# expect: False False True True None
next(g)
print(seen, g.gi_running, g.gi_suspended)
# expect: [(True, False)] False True
next(g)
print(type(g.gi_yieldfrom).__name__, g.gi_yieldfrom.__name__)
# expect: generator sub
list(g)
print(g.gi_frame, g.gi_suspended, g.gi_yieldfrom)
# expect: None False None
print(g.__name__, g.__qualname__)
# expect: gen gen
g.__name__ = "renamed"
print(g.__name__, repr(g).split(" at ")[0])
# expect: renamed <generator object gen
print((x for x in []).__name__)
# expect: <genexpr>
