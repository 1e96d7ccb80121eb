# Binary and unary operators bind as the grammar says.
print(2 + 3 * 4 ** 2 // 5 % 7)
# expect: 4
print(-2 ** 2, (-2) ** 2, 2 ** -1)
# expect: -4 4 0.5
print(2 ** 3 ** 2)
# expect: 512
print(1 - 2 - 3, 100 / 10 / 2)
# expect: -4 5.0
print(~5 + 1, - -3, +-+3)
# expect: -5 3 -3
print(1 | 2 ^ 3 & 4 << 1)
# expect: 3
print(not 1 == 2, not (True and False))
# expect: True True
print(1 + 2 < 4 - 0 and 5 or 6)
# expect: 5
