# | & - ^ and comparisons between sets and frozensets; other iterables are refused.
a, b = {1, 2, 3}, {3, 4}
print(a | b == {1, 2, 3, 4}, a & b, a - b == {1, 2}, a ^ b == {1, 2, 4}, a < {1, 2, 3, 4}, a <= a, a < a, a > {1}, a == {3, 2, 1}, a != b, {1} < {2}, {1} > {2})
# expect: True {3} True True True True False True True True False False
f = frozenset(b)
print(type(a | f).__name__, type(f | a).__name__, f == b, f & a, type(f - a).__name__, hash(f) == hash(frozenset([4, 3])))
# expect: set frozenset True frozenset({3}) frozenset True
c = a
a |= b; a -= {1}; a &= {2, 3, 4, 9}; a ^= {9, 2}
print(sorted(a), a is c)
# expect: [3, 4, 9] True
g = f
f |= {5}
print(g is f, sorted(f))
# expect: False [3, 4, 5]
for bad in (lambda: {1} | [2], lambda: {1} & "a", lambda: {1} < [1], lambda: {1} + {2}, lambda: hash({1}), lambda: [1] - {1}):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: unsupported operand type(s) for |: 'set' and 'list'
# expect: unsupported operand type(s) for &: 'set' and 'str'
# expect: '<' not supported between instances of 'set' and 'list'
# expect: unsupported operand type(s) for +: 'set' and 'set'
# expect: unhashable type: 'set'
# expect: unsupported operand type(s) for -: 'list' and 'set'
print({1} == [1], {1} == frozenset({1}), set() == frozenset(), {1, 1.0, True} == {1})
# expect: False True True True
