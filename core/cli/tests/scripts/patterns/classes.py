# Class patterns use isinstance, __match_args__ and attributes.
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y

class Point3(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

def f(p):
    match p:
        case Point3(0, 0, z=z):
            return "on z axis", z
        case Point(x=0, y=y):
            return "on y axis", y
        case Point(x, y) if x == y:
            return "diagonal", x
        case Point(x, Point() as inner):
            return "nested", x, f(inner)
        case Point():
            return "point"
        case object(x=x):
            return "has x", x
    return "other"

class HasX: x = "class attr"

for p in (Point3(0, 0, 7), Point(0, 5), Point(3, 3), Point(1, Point(2, 2)), Point(1, 2), HasX(), 5):
    print(f(p))
# expect: ('on z axis', 7)
# expect: ('on y axis', 5)
# expect: ('diagonal', 3)
# expect: ('nested', 1, ('diagonal', 2))
# expect: point
# expect: ('has x', 'class attr')
# expect: other
for pattern in ("Point(1, 2, 3)", "Point(1, x=1)", "NoArgs(1)", "BadArgs(1)", "BadItem(1)", "notclass()"):
    class NoArgs: pass
    class BadArgs: __match_args__ = ["x"]
    class BadItem: __match_args__ = (1,)
    notclass = 5
    p = {"N": NoArgs(), "B": BadArgs()}.get(pattern[0], Point(1, 2))
    if pattern.startswith("BadItem"): p = BadItem()
    try:
        exec(f"match p:\n  case {pattern}: pass")
        print("fine")
    except TypeError as e:
        print(e)
# expect: Point() accepts 2 positional sub-patterns (3 given)
# expect: Point() got multiple sub-patterns for attribute 'x'
# expect: NoArgs() accepts 0 positional sub-patterns (1 given)
# expect: BadArgs.__match_args__ must be a tuple (got list)
# expect: __match_args__ elements must be strings (got int)
# expect: called match pattern must be a class
