# dataclass: generated methods, defaults, factories, order, frozen, slots, inheritance.
from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, is_dataclass, replace

@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)
    hidden: int = field(default=7, repr=False)

p = P(1)
print(p, p == P(1, 0), p == P(2), p != 5, P(1, tags=[1]) == P(1), [f.name for f in fields(P)], asdict(p), astuple(p), replace(p, y=5), is_dataclass(P), p.tags is not P(1).tags, P.__match_args__)
# expect: P(x=1, y=0, tags=[]) True False True True ['x', 'y', 'tags', 'hidden'] {'x': 1, 'y': 0, 'tags': [], 'hidden': 7} (1, 0, [], 7) P(x=1, y=5, tags=[]) True True ('x', 'y', 'tags', 'hidden')

@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = 0

print(V(1, 2) < V(1, 3), sorted([V(2), V(1, 5), V(1)]), hash(V(1)) == hash(V(1, 0)), {V(1): "v"}[V(1)], max(V(1), V(2)))
# expect: True [V(major=1, minor=0), V(major=1, minor=5), V(major=2, minor=0)] True v V(major=2, minor=0)

@dataclass(slots=True, kw_only=True)
class S:
    a: int
    b: str = "d"

@dataclass
class Child(P):
    z: int = field(init=False)
    def __post_init__(self): self.z = self.x + self.y

print(S(a=1), hasattr(S(a=1), "__dict__"), Child(1, 2), Child(1, 2).z)
# expect: S(a=1, b='d') False Child(x=1, y=2, tags=[], z=3) 3
for bad in (lambda: P(), lambda: setattr(V(1), "major", 2), lambda: S(1), lambda: V(1) < 5, lambda: hash(p), lambda: dataclass(type("M", (), {"__annotations__": {"l": list}, "l": []})), lambda: dataclass(type("N", (), {"__annotations__": {"a": int, "b": int}, "a": 1})), lambda: replace(Child(1), z=5)):
    try:
        bad()
    except (TypeError, ValueError, FrozenInstanceError) as e:
        print(type(e).__name__, e)
# expect: TypeError P.__init__() missing 1 required positional argument: 'x'
# expect: FrozenInstanceError cannot assign to field 'major'
# expect: TypeError S.__init__() takes 1 positional argument but 2 were given
# expect: TypeError '<' not supported between instances of 'V' and 'int'
# expect: TypeError unhashable type: 'P'
# expect: ValueError mutable default <class 'list'> for field l is not allowed: use default_factory
# expect: TypeError non-default argument 'b' follows default argument 'a'
# expect: TypeError field z is declared with init=False, it cannot be specified with replace()
