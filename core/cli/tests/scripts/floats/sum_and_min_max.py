# Floats in loops, sums and comparisons: accumulation, ordering, signed zeros.
total = 0.0
for i in range(1, 10_001):
    total += 1 / i
print(total)
# expect: 9.787606036044348
x = 1.0
n = 0
while x + 1.0 != 1.0:
    x /= 2
    n += 1
print(n, x)
# expect: 53 1.1102230246251565e-16
print(min(2.5, 1), max(-0.0, 0.0), min(0.0, -0.0), sorted([0.5, -1.5, 3, float("-inf"), 1e-300]), sum([0.1, 0.2, 0.3, -0.6]) == 0)
# expect: 1 -0.0 0.0 [-inf, -1.5, 1e-300, 0.5, 3] False
a, b = 0.0, 1.0
for _ in range(60):
    mid = (a + b) / 2
    if mid * mid < 0.5: a = mid
    else: b = mid
print(a, abs(a * a - 0.5) < 1e-15)
# expect: 0.7071067811865475 True
print([i * 0.1 for i in range(4)], 1e308 * 1.5, -5.5 // 1, [float(s) for s in "1 2.5 -3e2".split()])
# expect: [0.0, 0.1, 0.2, 0.30000000000000004] 1.5e+308 -6.0 [1.0, 2.5, -300.0]
def newton(n):
    x = n
    for _ in range(30): x = (x + n / x) / 2
    return x
print(newton(2.0), newton(9.0))
# expect: 1.414213562373095 3.0
