# enumerate counts from any start, also beyond machine words.
print(list(enumerate("abc")), list(enumerate("ab", 5)), list(enumerate([], 1)), list(enumerate("x", start=-1)), list(enumerate(iterable="z")))
# expect: [(0, 'a'), (1, 'b'), (2, 'c')] [(5, 'a'), (6, 'b')] [] [(-1, 'x')] [(0, 'z')]
e = enumerate("ab", 2 ** 63 - 1)
print(next(e), next(e), next(e, None))
# expect: (9223372036854775807, 'a') (9223372036854775808, 'b') None
print(next(enumerate("q", 10 ** 30)), iter(e) is e, type(e)("k").__next__())
# expect: (1000000000000000000000000000000, 'q') True (0, 'k')
for bad in (lambda: enumerate(), lambda: enumerate(5), lambda: enumerate("a", "b"), lambda: enumerate("a", 1.5), lambda: enumerate("a", 1, 2), lambda: enumerate("a", begin=1)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: enumerate() missing required argument 'iterable'
# expect: 'int' object is not iterable
# expect: 'str' object cannot be interpreted as an integer
# expect: 'float' object cannot be interpreted as an integer
# expect: enumerate() takes at most 2 arguments (3 given)
# expect: 'begin' is an invalid keyword argument for enumerate()
kept = [p for p in enumerate("ab")]
print(kept, {v: i for i, v in enumerate("abc")}, sum(i for i, _ in enumerate(range(1000))))
# expect: [(0, 'a'), (1, 'b')] {'a': 0, 'b': 1, 'c': 2} 499500
