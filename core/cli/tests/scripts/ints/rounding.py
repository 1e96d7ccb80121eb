# round, floor division and conversion of ints with negative digits.
print([round(n, -1) for n in (4, 5, 6, 14, 15, 16, 25, 35, -5, -15, -16)])
# expect: [0, 0, 10, 10, 20, 20, 20, 40, 0, -20, -20]
print(round(12345, -2), round(12350, -2), round(12450, -2), round(5, -1), round(15, -1), round(1), round(1, 3), round(10 ** 30 + 5, -1), round(5, -100))
# expect: 12300 12400 12400 0 20 1 1 1000000000000000000000000000000 0
print([n // 3 for n in range(-4, 5)], [n % 3 for n in range(-4, 5)], [int(n / 3) for n in range(-4, 5)])
# expect: [-2, -1, -1, -1, 0, 0, 0, 1, 1] [2, 0, 1, 2, 0, 1, 2, 0, 1] [-1, -1, 0, 0, 0, 0, 0, 1, 1]
import math
print(math.floor(5), math.ceil(-5), math.trunc(7), math.isqrt(10 ** 20), math.isqrt(99))
# expect: 5 -5 7 10000000000 9
print(round(True), type(round(5)).__name__, round(2 ** 70, -20))
# expect: 1 int 1200000000000000000000
try:
    round(5, 1.5)
except TypeError as e:
    print(e)
    # expect: 'float' object cannot be interpreted as an integer
