# Conversions between floats, ints and bools, with truncation towards zero.
import math
print(int(2.9), int(-2.9), int(1e20), bool(0.1), bool(-0.0), bool(float("nan")), float(3), float(2 ** 53 + 1))
# expect: 2 -2 100000000000000000000 True False True 3.0 9007199254740992.0
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), math.floor(1e20), round(-2.5))
# expect: -3 -2 -2 100000000000000000000 -2
print(1 + 1.0, type(1 + 1.0).__name__, 3 * 0.5, 7 // 2.0, True + 0.5, 2 ** 0.5 ** 2)
# expect: 2.0 float 1.5 3.0 1.5 1.189207115002721
print([x.is_integer() for x in (1.0, 1.5)], (1e300).__int__() == 10 ** 300, int(float(10 ** 15 + 1)))
# expect: [True, False] False 1000000000000001
d = {1: "a"}
d[1.0] = "b"
d[True] = "c"
print(d, {0.0: 1, -0.0: 2}, hash(1.5) == hash(1.5))
# expect: {1: 'c'} {0.0: 2} True
try:
    [1, 2][float(1)]
except TypeError as e:
    print(e)
    # expect: list indices must be integers or slices, not float
try:
    "a" * 2.0
except TypeError as e:
    print(e)
    # expect: can't multiply sequence by non-int of type 'float'
try:
    range(1.0)
except TypeError as e:
    print(e)
    # expect: 'float' object cannot be interpreted as an integer
