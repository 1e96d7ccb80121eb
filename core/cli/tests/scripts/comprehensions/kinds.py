# List, set, dict comprehensions with several for and if clauses.
print([x * y for x in range(3) for y in range(3) if x != y])
# expect: [0, 0, 0, 2, 0, 2]
print(sorted({x % 3 for x in range(10)}), {x: str(x) for x in range(3)})
# expect: [0, 1, 2] {0: '0', 1: '1', 2: '2'}
print([[i * j for j in range(3)] for i in range(3)])
# expect: [[0, 0, 0], [0, 1, 2], [0, 2, 4]]
print([x for x in range(20) if x % 2 if x % 3 if x > 4])
# expect: [5, 7, 11, 13, 17, 19]
print([(a, b) for a, b in {"x": 1, "y": 2}.items()])
# expect: [('x', 1), ('y', 2)]
print([a + c for a, *b, c in [(1, 2, 3), (4, 5)]])
# expect: [4, 9]
print({**{k: v for k, v in zip("ab", [1, 2])}, "c": 3})
# expect: {'a': 1, 'b': 2, 'c': 3}
print([y for x in "ab" for y in [x, x.upper()] if y != "A"])
# expect: ['a', 'b', 'B']
print([*(x for x in range(2))], *[x for x in "z"])
# expect: [0, 1] z
