# copy.copy and deepcopy: sharing, cycles, hooks, immutables.
import copy

a = [1, [2, 3], {"k": (4, [5])}]
s, d = copy.copy(a), copy.deepcopy(a)
a[1].append("new")
print(s is a, s[1] is a[1], d[1], d[2] == a[2], d[2]["k"][1] is a[2]["k"][1])
# expect: False True [2, 3] True False
loop = [1]
loop.append(loop)
c = copy.deepcopy(loop)
print(c[1] is c, c is loop)
# expect: True False
shared = [0]
two = copy.deepcopy([shared, shared])
print(two[0] is two[1], two[0] is shared)
# expect: True False

class C:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v

class Hooks:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return ("deep", isinstance(memo, dict))

class Slots:
    __slots__ = ("a", "b")

o = C([1])
x = Slots()
x.a = [1]
y = copy.deepcopy(x)
print(copy.copy(o).v is o.v, copy.deepcopy(o).v is o.v, copy.deepcopy(o) == o, copy.copy(Hooks()), copy.deepcopy(Hooks()), y.a, y.a is x.a, hasattr(y, "b"))
# expect: True False True copied ('deep', True) [1] False False
for same in (1, "s", (1, 2), None, len, C, 1.5, b"b", ..., lambda: 0):
    assert copy.copy(same) is same and copy.deepcopy(same) is same
t = ([1],)
print(copy.deepcopy(t) is t, copy.replace(type("P", (), {"__replace__": lambda self, **k: k})(), x=1))
# expect: False {'x': 1}
try:
    copy.copy((x for x in []))
except TypeError as e:
    print(e)
    # expect: cannot pickle 'generator' object
