# mode: main-only (pickles classes by their module)
# pickle: all kinds of objects at every protocol, sharing, cycles, classes with state.
import pickle
from collections import OrderedDict
from fractions import Fraction

class P:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return type(o) is P and self.x == o.x

class S:
    __slots__ = ("a",)

class Custom:
    def __init__(self, v): self.v = v
    def __getstate__(self): return {"v": self.v, "extra": 1}
    def __setstate__(self, s): self.v, self.restored = s["v"], s["extra"]

class R:
    def __reduce__(self): return (P, ("reduced",))

values = [None, True, 0, -1, 255, 2 ** 31, -2 ** 63, 10 ** 50, 1.5, float("inf"), 2j, "", "é😀" * 50, b"", b"\0\xff" * 300, (), (1,), (1, 2, 3, 4), [], [1, [2]], {}, {"k": (1, None)}, set(), {1, 2}, frozenset([1]), bytearray(b"x"), range(5), slice(1, 2), ..., int, len, P, P([1]), Fraction(1, 3), OrderedDict(a=1), ValueError("v", 1).args, complex]
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    for v in values:
        got = pickle.loads(pickle.dumps(v, protocol))
        assert got == v and type(got) is type(v), (protocol, v)
    shared = [1]
    a, b, loop = pickle.loads(pickle.dumps([shared, shared, None], protocol))[:2] + [None]
    assert a is b
    l = [1]
    l.append(l)
    m = pickle.loads(pickle.dumps(l, protocol))
    assert m[1] is m and m is not l
    c = pickle.loads(pickle.dumps(Custom(7), protocol))
    assert c.v == 7 and c.restored == 1 and pickle.loads(pickle.dumps(R(), protocol)) == P("reduced")
    if protocol >= 2:
        s = S()
        s.a = [5]
        assert pickle.loads(pickle.dumps(s, protocol)).a == [5]
for bad in (lambda: pickle.dumps(lambda: 0), lambda: pickle.loads(b""), lambda: pickle.loads(b"junk."), lambda: pickle.dumps((x for x in []))):
    try:
        bad()
    except (pickle.PickleError, AttributeError, TypeError, EOFError, KeyError, IndexError, ValueError) as e:
        print(type(e).__name__)
# expect: PicklingError
# expect: EOFError
# expect: UnpicklingError
# expect: TypeError
