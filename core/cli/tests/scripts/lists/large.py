# mode: no-stress (many objects alive at once)
# Lists of a million elements: growth, shrinking, slices, search, sort.
a = []
for i in range(1_000_000):
    a.append(i)
assert len(a) == 1_000_000 and a[-1] == 999_999 and sum(a) == 499_999_500_000
del a[::2]
assert len(a) == 500_000 and a[0] == 1 and a[-1] == 999_999
a[100:200] = []
a.reverse()
assert a[0] == 999_999 and len(a) == 499_900
while len(a) > 10:
    del a[len(a) // 2:]
assert len(a) <= 10
b = [0] * 1_000_000
b[::1000] = range(1000)
assert sum(b) == 499_500 and b.count(0) == 999_001 and b.index(999) == 999_000
x = 12345
c = []
for _ in range(50_000):
    x = (x * 1103515245 + 12345) % 2 ** 31
    c.append(x)
s = sorted(c)
assert all(s[i] <= s[i + 1] for i in range(len(s) - 1)) and sum(s) == sum(c)
for _ in range(1000):
    s.insert(0, s.pop())
assert sorted(s) == sorted(c)
