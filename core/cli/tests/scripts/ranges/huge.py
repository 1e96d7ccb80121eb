# Ranges beyond machine integers.
big = range(10 ** 30, 10 ** 30 + 10, 3)
print(list(big), big[1], big[-1], 10 ** 30 + 3 in big, len(big), big.index(10 ** 30 + 6), big[::-1][0])
# expect: [1000000000000000000000000000000, 1000000000000000000000000000003, 1000000000000000000000000000006, 1000000000000000000000000000009] 1000000000000000000000000000003 1000000000000000000000000000009 True 4 2 1000000000000000000000000000009
wide = range(-2 ** 100, 2 ** 100)
print(0 in wide, 2 ** 100 in wide, wide[2 ** 100], wide[-1] == 2 ** 100 - 1, bool(wide), wide[5:10].start == -2 ** 100 + 5, wide.count(7), wide.index(0) == 2 ** 100)
# expect: True False 0 True True True 1 True
try:
    len(wide)
except OverflowError as e:
    print(e)
    # expect: Python int too large to convert to C ssize_t
it = iter(range(2 ** 63 - 2, 2 ** 63 + 2))
print([next(it) - 2 ** 63 for _ in range(4)], next(it, "end"), list(range(2 ** 64, 2 ** 64 + 3))[2] - 2 ** 64)
# expect: [-2, -1, 0, 1] end 2
print(next(iter(range(-2 ** 80, 0, 2 ** 79))), list(range(2 ** 65, 0, -2 ** 64)), next(reversed(wide)) == 2 ** 100 - 1)
# expect: -1208925819614629174706176 [36893488147419103232, 18446744073709551616] True
