# Tuples as keys, records, return values and arguments.
points = {(0, 0): "origin", (1, 0): "right"}
print(points[0, 0], points.get((5, 5), "none"), sorted(points), max(points))
# expect: origin none [(0, 0), (1, 0)] (1, 0)
def stats(xs): return min(xs), max(xs), sum(xs) / len(xs)
low, high, mean = stats([3, 1, 2])
print(low, high, mean, stats((5,))[1], dict([("a", 1), ("b", 2)]), list(zip((1, 2), "ab")), [*zip(*[(1, "a"), (2, "b")])])
# expect: 1 3 2.0 5 {'a': 1, 'b': 2} [(1, 'a'), (2, 'b')] [(1, 2), ('a', 'b')]
a, b = 1, 2
a, b = b, a + b
print(a, b, divmod(7, 3), "a-b".partition("-"), {"k": 1}.items().__iter__().__next__(), next(iter(enumerate("z"))))
# expect: 2 3 (2, 1) ('a', '-', 'b') ('k', 1) (0, 'z')
grid = {(x, y): x * y for x in range(3) for y in range(3)}
print(sum(grid[x, x] for x in range(3)), {k for k, v in grid.items() if v == 4}, sorted(grid.items(), key=lambda kv: (-kv[1], kv[0]))[:2])
# expect: 5 {(2, 2)} [((2, 2), 4), ((1, 2), 2)]
for (x, y), name in points.items():
    print(x, y, name)
# expect: 0 0 origin
# expect: 1 0 right
