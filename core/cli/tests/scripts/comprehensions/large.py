# Comprehensions of many elements, deep conditions and long chains of loops.
squares = [i * i for i in range(100_000)]
assert len(squares) == 100_000 and squares[-1] == 99_999 ** 2
assert sum(1 for x in squares if x % 2) == 50_000
d = {i: -i for i in range(50_000)}
assert all(d[k] == -k for k in range(0, 50_000, 997))
s = {i % 1000 for i in range(50_000)}
assert s == set(range(1000))
cube = [a + b + c + d + e + f for a in range(3) for b in range(3) for c in range(3)
        for d in range(3) for e in range(3) for f in range(3)]
assert len(cube) == 729 and sum(cube) == 729 * 6
assert [x for x in range(100) if x > 10 if x < 90 if x % 7 == 0 if x % 5 == 0] == [35, 70]
