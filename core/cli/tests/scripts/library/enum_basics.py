# Enum, IntEnum, Flag, auto, aliases, lookup, iteration.
from enum import Enum, Flag, IntEnum, StrEnum, auto, unique

class Color(Enum):
    RED = 1
    GREEN = auto()
    CRIMSON = 1
    def lower(self): return self.name.lower()

print(Color.RED, repr(Color.GREEN), Color(2), Color["RED"], Color.CRIMSON is Color.RED, list(Color), Color.RED.lower(), len(Color), Color.RED in Color, 1 in Color, Color.__members__.keys(), Color.RED == 1, hash(Color.RED) == hash(Color.RED))
# expect: Color.RED <Color.GREEN: 2> Color.GREEN Color.RED True [<Color.RED: 1>, <Color.GREEN: 2>] red 2 True True dict_keys(['RED', 'GREEN', 'CRIMSON']) False True
class Level(IntEnum):
    LOW = 1
    HIGH = 5
print(Level.LOW < Level.HIGH, Level.LOW + 1, Level(5), sorted([Level.HIGH, Level.LOW]), f"{Level.LOW}", Level.LOW == 1)
# expect: True 2 5 [<Level.LOW: 1>, <Level.HIGH: 5>] 1 True
class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(Perm.R | Perm.X, Perm.RW, Perm.R in Perm.RW, ~Perm.R, Perm(0), bool(Perm(0)), Perm.RW & Perm.W, list(Perm.RW), Perm.R ^ Perm.RW, Perm(7).value)
# expect: Perm.R|X Perm.RW True Perm.W|X Perm(0) False Perm.W [<Perm.R: 1>, <Perm.W: 2>] Perm.W 7
class S(StrEnum):
    A = auto()
    B = "bee"
print(S.A, S.B == "bee", S("a").name, S.B.upper())
# expect: a True A BEE
for bad in (lambda: Color(9), lambda: Color["X"], lambda: setattr(Color, "RED", 5), lambda: Color.RED < Color.GREEN, lambda: type("Sub", (Color,), {}), lambda: Color.NOPE, lambda: unique(Color), lambda: Perm(99)):
    try:
        bad()
    except (ValueError, KeyError, AttributeError, TypeError) as e:
        print(type(e).__name__, str(e).split("\n")[0])
# expect: ValueError 9 is not a valid Color
# expect: KeyError 'X'
# expect: AttributeError cannot reassign member 'RED'
# expect: TypeError '<' not supported between instances of 'Color' and 'Color'
# expect: AttributeError 'dict' object has no attribute '_member_names'
# expect: AttributeError type object 'Color' has no attribute 'NOPE'
# expect: ValueError duplicate values found in <enum 'Color'>: CRIMSON -> RED
# expect: ValueError <flag 'Perm'> invalid value 99
class Planet(Enum):
    EARTH = (5.97, 6.37)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
print(Planet.EARTH.mass, Planet.EARTH.value)
# expect: 5.97 (5.97, 6.37)
