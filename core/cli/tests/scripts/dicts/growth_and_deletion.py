# mode: no-stress (many objects alive at once)
# Many insertions and deletions in all patterns keep the dict right.
d = {}
for i in range(100_000):
    d[i * 7] = i
assert len(d) == 100_000 and d[7 * 99_999] == 99_999 and 3 not in d
for i in range(0, 100_000, 2):
    del d[i * 7]
assert len(d) == 50_000 and list(d)[:3] == [7, 21, 35]
for i in range(0, 100_000, 2):
    d[i * 7] = -i
assert list(d)[-1] == 99_998 * 7 and len(d) == 100_000
for _ in range(100_000):
    d.popitem()
assert not d
for i in range(200_000):
    d[i] = 1
    if i >= 10:
        del d[i - 10]
assert len(d) == 10 and list(d) == list(range(199_990, 200_000))
s = {str(i): i for i in range(50_000)}
assert all(s[str(i)] == i for i in range(0, 50_000, 101)) and sum(s.values()) == 1_249_975_000
for k in list(s):
    s.pop(k)
assert len(s) == 0
x, seen = 1, {}
while x not in seen:
    seen[x] = len(seen)
    x = x * 5 % 65_537
assert len(seen) == 65_536 or 65_536 % len(seen) == 0
