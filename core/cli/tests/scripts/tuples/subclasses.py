# Tuple subclasses, also with __new__ and named fields by hand.
class Pair(tuple):
    __slots__ = ()
    def __new__(cls, a, b): return super().__new__(cls, (a, b))
    a = property(lambda self: self[0])
    b = property(lambda self: self[1])
    def __repr__(self): return f"Pair({self.a!r}, {self.b!r})"

p = Pair(1, "x")
a, b = p
print(p, a, b, p == (1, "x"), hash(p) == hash((1, "x")), p.b, isinstance(p, tuple), p + (3,), type(p[:]).__name__, tuple(p), {p: 1}[(1, "x")])
# expect: Pair(1, 'x') 1 x True True x True (1, 'x', 3) tuple (1, 'x') 1
for bad in (lambda: setattr(p, "a", 5), lambda: setattr(p, "c", 5), lambda: Pair(1)):
    try:
        bad()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
# expect: AttributeError property 'a' of 'Pair' object has no setter
# expect: AttributeError 'Pair' object has no attribute 'c' and no __dict__ for setting new attributes
# expect: TypeError Pair.__new__() missing 1 required positional argument: 'b'

class D(tuple): pass
d = D([1, 2])
d.extra = "has a dict"
print(d.extra, d, type(D()).__name__, tuple(d) is d)
# expect: has a dict (1, 2) D False
