# zip: shortest, strict, empty, consuming exactly as much as needed.
print(list(zip("ab", [1, 2, 3])), list(zip()), list(zip([1])), list(zip([1, 2], strict=True)), list(zip(*[(1, "a"), (2, "b")])), dict(zip("ab", range(2))))
# expect: [('a', 1), ('b', 2)] [] [(1,)] [(1,), (2,)] [(1, 2), ('a', 'b')] {'a': 0, 'b': 1}
a, b = iter([1, 2, 3]), iter([1])
print(list(zip(a, b)), next(a))
# expect: [(1, 1)] 3
a, b = iter([1]), iter([1, 2, 3])
print(list(zip(a, b)), next(b))
# expect: [(1, 1)] 2
for args in (([1, 2], [1]), ([1], [1, 2]), ([1], [1], [1, 2]), ([], [1])):
    try:
        print(list(zip(*args, strict=True)))
    except ValueError as e:
        print(e)
# expect: zip() argument 2 is shorter than argument 1
# expect: zip() argument 2 is longer than argument 1
# expect: zip() argument 3 is longer than arguments 1-2
# expect: zip() argument 2 is longer than argument 1
for bad in (lambda: zip(5), lambda: zip([1], None), lambda: zip([1], foo=1)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: 'int' object is not iterable
# expect: 'NoneType' object is not iterable
# expect: zip() got an unexpected keyword argument 'foo'
z = zip("ab", "cd")
print(next(z), iter(z) is z, list(z), list(z))
# expect: ('a', 'c') True [('b', 'd')] []
tuples = [t for t in zip(range(3), range(3))]
print(tuples[0] is not tuples[1], tuples)
# expect: True [(0, 0), (1, 1), (2, 2)]
