# What a name led to last time must not outlive a change: of the instance, its class, its module or the built-ins.
import types


class Base:
    level = "base"

    def method(self):
        return "base method"

    @property
    def computed(self):
        return "computed"

    @classmethod
    def made(cls):
        return cls.__name__

    @staticmethod
    def still():
        return "static"


class C(Base):
    def __init__(self):
        self.own = 1


def read(o):
    return o.own, o.level, o.method(), o.computed, o.made(), o.still()


c = C()
first = (1, "base", "base method", "computed", "C", "static")
for _ in range(4):
    assert read(c) == first

# The class changes.
Base.level = "changed"
Base.method = lambda self: "other method"
for _ in range(4):
    assert read(c) == (1, "changed", "other method", "computed", "C", "static")
C.level = property(lambda self: "property")
for _ in range(4):
    assert read(c)[1] == "property"
del C.level
C.own = property(lambda self: "data descriptor")
for _ in range(4):
    assert read(c)[0] == "data descriptor"
del C.own

# The instance changes.
c.method = lambda: "own method"
for _ in range(4):
    assert read(c) == (1, "changed", "own method", "computed", "C", "static")
del c.method
c.__dict__["level"] = "in the dict"
for _ in range(4):
    assert read(c)[1] == "in the dict"
    assert read(C())[1] == "changed"


class D:
    own = "D's"
    level = "D's level"
    computed = "plain"

    def method(self):
        return "D's method"

    made = still = method


d = C()
for _ in range(4):
    assert read(d)[0] == 1
d.__class__ = D
for _ in range(4):
    assert read(d) == (1, "D's level", "D's method", "plain", "D's method", "D's method")


# Stores.
class E:
    pass


def store(o, v):
    o.a = v
    o.b = v + 1


for k in range(4):
    e = E()
    store(e, k)
    store(e, k + 1)
    assert (e.a, e.b, list(e.__dict__)) == (k + 1, k + 2, ["a", "b"])
    store(e, k)
    assert e.__dict__ == {"a": k, "b": k + 1}
seen = []
E.a = property(lambda self: None, lambda self, v: seen.append(v))
store(E(), 7)
E.__setattr__ = lambda self, name, v: seen.append((name, v))
store(E(), 8)
assert seen == [7, ("a", 8), ("b", 9)]


class S:
    __slots__ = ("a", "b")


for _ in range(4):
    s = S()
    store(s, 5)
    assert (s.a, s.b) == (5, 6)
    del s.a
    try:
        s.a
        raise SystemExit("a deleted slot is read")
    except AttributeError:
        pass


# Classes and modules as receivers, and classes that come and go at one place.
def of(x):
    return x.attribute


m = types.ModuleType("m")
m.attribute = "module's"
for k in range(40):
    K = type("K", (), {"attribute": k})
    assert of(K) == k and of(m) == "module's"
    K.attribute = -k
    assert of(K) == -k
m.attribute = "changed"
assert of(m) == "changed"
del m.attribute
m.__getattr__ = lambda name: name
assert of(m) == "attribute"


class Meta(type):
    pass


class WithMeta(metaclass=Meta):
    attribute = "class's"


for _ in range(4):
    assert of(WithMeta) == "class's"
Meta.attribute = property(lambda cls: "metaclass's")
for _ in range(4):
    assert of(WithMeta) == "metaclass's"


# Globals and built-ins.
namespace = {}
exec("def f():\n    return len, name\nname = 1", namespace)
f = namespace["f"]
for _ in range(4):
    assert f() == (len, 1)
namespace["len"] = "shadow"
namespace["name"] = 2
for _ in range(4):
    assert f() == ("shadow", 2)
del namespace["len"]
for k in range(100):
    namespace[f"more{k}"] = k
    assert f() == (len, 2)
del namespace["name"]
try:
    f()
    raise SystemExit("a deleted global is found")
except NameError:
    pass
other = {"name": "another namespace"}
g = types.FunctionType(f.__code__, other)
namespace["name"] = 3
for _ in range(40):
    assert f() == (len, 3) and g() == (len, "another namespace")
