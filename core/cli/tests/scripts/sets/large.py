# mode: no-stress (many objects alive at once)
# Large sets: growth, deletion, membership, union.
s = set()
for i in range(200_000):
    s.add(i * 3)
assert len(s) == 200_000 and 3 in s and 4 not in s
for i in range(0, 200_000, 2):
    s.remove(i * 3)
assert len(s) == 100_000 and 0 not in s and 3 in s
t = {str(i) for i in range(50_000)}
assert len(t) == 50_000 and all(str(i) in t for i in range(0, 50_000, 77))
u = set(range(100_000)) & set(range(50_000, 200_000))
assert len(u) == 50_000 and min(u) == 50_000 and sum(u) == sum(range(50_000, 100_000))
while len(u) > 5:
    u.pop()
assert len(u) == 5
for i in range(100_000):
    u.add(i)
    u.discard(i - 5)
assert len(u) <= 10 + 5
primes = set(range(2, 10_000))
for p in range(2, 100):
    if p in primes:
        primes -= set(range(p * p, 10_000, p))
assert len(primes) == 1229
