# Comprehensions in functions in comprehensions, each with its own variables.
print([[x for x in range(x)] for x in range(4)])
# expect: [[], [0], [0, 1], [0, 1, 2]]
print([(lambda x: [x for x in range(x)])(x) for x in range(3)])
# expect: [[], [0], [0, 1]]
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)])
# expect: [[1, 4], [2, 5], [3, 6]]
print({k: [v for k2, v in [(1, "a"), (2, "b"), (1, "c")] if k2 == k] for k in (1, 2)})
# expect: {1: ['a', 'c'], 2: ['b']}

def f(x):
    return [x for y in [x for x in [x, x + 1]] for x in [y, y * 2]]

print(f(1))
# expect: [1, 2, 2, 4]
print([i for i in [i for i in [i for i in range(5) if i] if i > 1] if i > 2])
# expect: [3, 4]
print((lambda: [(lambda: v)() for v in "ab"])())
# expect: ['a', 'b']
