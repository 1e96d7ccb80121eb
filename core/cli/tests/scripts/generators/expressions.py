# Generator expressions evaluate their first iterable at once and the rest lazily.
log = []

def v(x):
    log.append(x)
    return x

g = (v(y) for x in v([1, 2]) for y in v([x, x * 10]) if v(y > 1))
print(log)
# expect: [[1, 2]]
print(next(g), log)
# expect: 10 [[1, 2], [1, 10], False, True, 10]
print(list(g))
# expect: [2, 20]
try:
    (x for x in 5)
except TypeError as e:
    print(e)
    # expect: 'int' object is not iterable
lazy = (x for x in [1] for y in 5)
try:
    next(lazy)
except TypeError as e:
    print(e)
    # expect: 'int' object is not iterable
print(sum(i * i for i in range(10)), max((len(w), w) for w in ["a", "bbb", "cc"]), dict((k, i) for i, k in enumerate("ab")))
# expect: 285 (3, 'bbb') {'a': 0, 'b': 1}
print(list((i, j) for i in range(3) for j in range(i)))
# expect: [(1, 0), (2, 0), (2, 1)]
