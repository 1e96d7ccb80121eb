# namedtuple: fields, defaults, replace, and what it refuses.
from collections import namedtuple

P = namedtuple("P", "x y z", defaults=[0])
p = P(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, P._field_defaults, P._make([4, 5, 6]), p == (1, 2, 0), hash(p) == hash((1, 2, 0)))
# expect: P(x=1, y=2, z=0) 1 2 {'x': 1, 'y': 2, 'z': 0} P(x=9, y=2, z=0) ('x', 'y', 'z') {'z': 0} P(x=4, y=5, z=6) True True
x, y, z = p
print(x, y, z, isinstance(p, tuple), P(x=1, y=1), namedtuple("R", "class a a", rename=True)._fields, P.__doc__, p.__match_args__)
# expect: 1 2 0 True P(x=1, y=1, z=0) ('_0', 'a', '_2') P(x, y, z) ('x', 'y', 'z')
for bad in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: setattr(p, "x", 1), lambda: p._replace(q=1), lambda: namedtuple("C", "class"), lambda: namedtuple("D", "a a"), lambda: namedtuple("E", "_x"), lambda: P._make([1]), lambda: namedtuple("1a", "x")):
    try:
        bad()
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: TypeError P.__new__() missing 2 required positional arguments: 'x' and 'y'
# expect: TypeError P.__new__() takes from 3 to 4 positional arguments but 5 were given
# expect: AttributeError can't set attribute
# expect: TypeError Got unexpected field names: ['q']
# expect: ValueError Type names and field names cannot be a keyword: 'class'
# expect: ValueError Encountered duplicate field name: 'a'
# expect: ValueError Field names cannot start with an underscore: '_x'
# expect: TypeError Expected 3 arguments, got 1
# expect: ValueError Type names and field names must be valid identifiers: '1a'

class Point(namedtuple("Point", "x y")):
    __slots__ = ()
    @property
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5

print(Point(3, 4).norm, Point(1, 2), Point(1, 2)._replace(y=5))
# expect: 5.0 Point(x=1, y=2) Point(x=1, y=5)
