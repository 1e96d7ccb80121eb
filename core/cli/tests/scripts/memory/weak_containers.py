# WeakValueDictionary, WeakKeyDictionary and WeakSet forget dead objects.
import gc
import weakref

class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"C{self.n}"

a, b = C(1), C(2)
values = weakref.WeakValueDictionary(x=a, y=b)
keys = weakref.WeakKeyDictionary({a: "a", b: "b"})
members = weakref.WeakSet([a, b])
print(sorted(values), len(keys), len(members), values["x"], keys[a], a in members)
# expect: ['x', 'y'] 2 2 C1 a True
del a
gc.collect()
print(sorted(values), list(keys.values()), [m.n for m in members], values.get("x", "gone"), len(values), len(keys), len(members))
# expect: ['y'] ['b'] [2] gone 1 1 1
try:
    values["x"]
except KeyError as e:
    print("KeyError", e)
    # expect: KeyError 'x'
values["z"] = temporary = C(3)
members.add(temporary)
print(sorted(values), len(members))
# expect: ['y', 'z'] 2
del temporary
gc.collect()
print(sorted(values), len(members), dict(values) == {"y": b})
# expect: ['y'] 1 True
try:
    keys[5] = 1
except TypeError as e:
    print(e)
    # expect: cannot create weak reference to 'int' object
