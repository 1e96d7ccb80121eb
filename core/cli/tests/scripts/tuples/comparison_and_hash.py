# Order is lexicographic; equal tuples hash alike; a tuple of unhashables does not hash.
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == (1.0, 2.0), (1, 2) == [1, 2], ("a", 1) < ("b", 0), (1, 2) >= (1, 2))
# expect: True True True True False True True
print(hash((1, 2)) == hash((1.0, 2.0)), {(1, "x"): "v"}[(1, "x")], hash(()) == hash(()), len({(1, 2), (2, 1), (1, 2)}), (1, (2, (3,))) == (1, (2, (3,))))
# expect: True v True 2 True
for bad in (lambda: hash(([],)), lambda: {([],): 1}, lambda: {(1, {})}, lambda: (1, "a") < (1, 2), lambda: (1,) < [1]):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: unhashable type: 'list'
# expect: cannot use 'tuple' as a dict key (unhashable type: 'list')
# expect: cannot use 'tuple' as a set element (unhashable type: 'dict')
# expect: '<' not supported between instances of 'str' and 'int'
# expect: '<' not supported between instances of 'tuple' and 'list'
assert len({hash((i, j)) for i in range(100) for j in range(100)}) > 9000
assert sorted([(2, "a"), (1, "b"), (1, "a")]) == [(1, "a"), (1, "b"), (2, "a")]
