# Objects live exactly as long as something can reach them.
import gc
import time
import weakref

class C: pass

def dead(r, patience=0):
    """Whether the object is gone, with patience for a collection that another thread is running."""
    gc.collect()
    for _ in range(patience):
        if r() is not None:
            time.sleep(0.001)
            gc.collect()
    return r() is None

c = C(); r = weakref.ref(c)
holder = {"k": [c]}
del c
assert not dead(r)
holder["k"].pop()
assert dead(r)

def local():
    c = C()
    return weakref.ref(c)
assert dead(local())

def closure():
    c = C()
    return (lambda: c), weakref.ref(c)
f, r = closure()
assert not dead(r) and f() is r()
del f
assert dead(r)
c = C(); r = weakref.ref(c); c = C()
assert dead(r)
for c in [C()]:
    r = weakref.ref(c)
assert not dead(r)
del c
assert dead(r)
g = (x for x in [C()])
c = next(g); r = weakref.ref(c); del c
g.close(); del g
assert dead(r)
try:
    c = C(); r = weakref.ref(c)
    raise ValueError(c)
except ValueError as e:
    del c
    assert not dead(r)
assert dead(r)
a = [C() for _ in range(100)]
refs = [weakref.ref(x) for x in a]
del a[::2]
gc.collect()
assert [r() is None for r in refs] == [i % 2 == 0 for i in range(100)]
d = {i: C() for i in range(10)}
refs = [weakref.ref(v) for v in d.values()]
d.clear()
assert all(dead(r) for r in refs)
s = [C()]; r = weakref.ref(s[0]); s[0] = None
assert dead(r)
t = (C(),); r = weakref.ref(t[0]); u = t; del t
assert not dead(r)
del u
assert dead(r)
class K: pass
r = weakref.ref(K)
del K
assert dead(r, patience=200)
