# weakref.ref: alive, dead, equality, hash, callback.
import gc
import weakref

class C:
    def __init__(self, v=0): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __hash__(self): return hash(self.v)

log = []
c = C(5)
r = weakref.ref(c)
r2 = weakref.ref(c)
with_callback = weakref.ref(c, lambda ref: log.append(ref() is None))
print(r() is c, r is r2, with_callback is r, r == with_callback, hash(r) == hash(c), weakref.getweakrefcount(c), len(weakref.getweakrefs(c)), type(r).__name__)
# expect: True True False True True 2 2 ReferenceType
d = C(5)
print(weakref.ref(d) == r)
# expect: True
del c
gc.collect()
print(r(), log, hash(r) == hash(5), r == r2)
# expect: None [True] True True
print(weakref.ref(d) == r)
# expect: False
try:
    hash(weakref.ref(C()))
except TypeError as e:
    print(e)
    # expect: weak object has gone away
for bad in (5, "s", (), None, 1.5, object()):
    try:
        weakref.ref(bad)
    except TypeError as e:
        print(e)
# expect: cannot create weak reference to 'int' object
# expect: cannot create weak reference to 'str' object
# expect: cannot create weak reference to 'tuple' object
# expect: cannot create weak reference to 'NoneType' object
# expect: cannot create weak reference to 'float' object
# expect: cannot create weak reference to 'object' object
for good in (C, len, lambda: 0, {1}, C.__init__, (x for x in []), frozenset(), gc):
    assert weakref.ref(good)() is good
print("ok")
# expect: ok
