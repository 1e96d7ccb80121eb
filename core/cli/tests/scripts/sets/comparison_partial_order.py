# <, <=, >, >= on sets are subset tests: neither may hold.
a, b = {1, 2}, {2, 3}
print(a < b, a > b, a <= b, a >= b, a == b, a != b, not a < b and not a >= b)
# expect: False False False False False True True
print(set() <= a, set() < set(), set() <= set(), a <= {1, 2}, a < {1, 2, 3}, {1} < frozenset([1, 2]), frozenset([1]) <= {1})
# expect: True False True True True True True
print({1} <= {1: 0}.keys(), {1: 0}.keys() < {1, 2}, {1}.__lt__([1]), {1}.__eq__(5), {1}.__le__({1}))
# expect: True True NotImplemented NotImplemented True
chain = [set(range(n)) for n in range(5)]
assert all((x < y) == (i < j) for i, x in enumerate(chain) for j, y in enumerate(chain))
print(sorted(max(chain)), min(chain), sorted([{1, 2, 3}, {1}, {1, 2}], key=len) == [{1}, {1, 2}, {1, 2, 3}])
# expect: [0, 1, 2, 3] set() True
