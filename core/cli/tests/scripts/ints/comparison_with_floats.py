# ints and floats compare exactly, whatever their sizes.
big = 2 ** 53
print(big == float(big), big + 1 == float(big), big + 1 > float(big), float(big) < big + 1, 10 ** 400 > 1e308, -10 ** 400 < -1e308)
# expect: True False True True True True
print(1 == 1.0, 1 < 1.5, 2 > 1.999, 0 == -0.0, 1 != 1.0000001)
# expect: True True True True True
inf, nan = float("inf"), float("nan")
print(10 ** 1000 < inf, -10 ** 1000 > -inf, 5 == nan, 5 < nan, 5 >= nan, inf == inf, 10 ** 308 * 10 == inf)
# expect: True True False False False True False
print({1: "int"}[1.0], hash(2 ** 60) == hash(2.0 ** 60), hash(10 ** 20) == hash(1e20), hash(inf), hash(-inf), hash(0.5) == hash(0))
# expect: int True True 314159 -314159 False
print(max(3, 3.0), min(3.0, 3), sorted([2, 1.5, 1, 2.5]), 3 in [3.0], [1, 2].index(2.0))
# expect: 3 3.0 [1, 1.5, 2, 2.5] True 1
print(9007199254740993 == 9007199254740992.0, 9007199254740993 < 9007199254740994.0, int(9007199254740993.0))
# expect: False True 9007199254740992
try:
    float(10 ** 400)
except OverflowError as e:
    print(e)
    # expect: int too large to convert to float
try:
    10 ** 400 / 3
except OverflowError as e:
    print(e)
    # expect: integer division result too large for a float
print(10 ** 400 / 10 ** 399, (2 ** 1000 + 1) / 2 ** 1000, 10 ** 400 // 10 ** 398)
# expect: 10.0 1.0 100
