# Integers of any size: the four operations, powers, against identities.
a, b = 3 ** 200, 7 ** 150
print(a)
# expect: 265613988875874769338781322035779626829233452653394495974574961739092490901302182994384699044001
assert (a * b) // a == b and (a * b) % b == 0
assert (a + b) * (a - b) == a * a - b * b
q, r = divmod(a * b + 12345, b)
assert q * b + r == a * b + 12345 and 0 <= r < b
for x in (a, -a):
    for y in (b, -b, 10 ** 9, -3):
        q, r = divmod(x, y)
        assert q * y + r == x and (r == 0 or (r < 0) == (y < 0)) and abs(r) < abs(y)
print(2 ** 64 - 1, -(2 ** 63), 2 ** 62 + 2 ** 62, (2 ** 63 - 1) + 1, -(2 ** 63) - 1)
# expect: 18446744073709551615 -9223372036854775808 9223372036854775808 9223372036854775808 -9223372036854775809
print((2 ** 63) * (2 ** 63) >> 126, 10 ** 30 // 10 ** 28, 10 ** 30 % 7)
# expect: 1 100 1
f = 1
for i in range(1, 101):
    f *= i
print(len(str(f)), f % (10 ** 24), sum(map(int, str(f))))
# expect: 158 0 648
x, y = 0, 1
for _ in range(1000):
    x, y = y, x + y
print(str(x)[:20], len(str(x)))
# expect: 43466557686937456435 209
