# count, cycle, repeat, islice, takewhile, dropwhile, chain, compress, starmap.
from itertools import chain, compress, count, cycle, dropwhile, filterfalse, islice, repeat, starmap, takewhile

print(list(islice(count(5), 3)), list(islice(count(1, 0.5), 3)), list(islice(cycle("ab"), 5)), list(repeat("x", 3)), list(islice("abcdef", 1, 5, 2)), list(islice([1, 2], None)), repeat(1), count(3), count(1, 2))
# expect: [5, 6, 7] [1, 1.5, 2.0] ['a', 'b', 'a', 'b', 'a'] ['x', 'x', 'x'] ['b', 'd'] [1, 2] repeat(1) count(3) count(1, 2)
print(list(chain("ab", [1], ())), list(chain.from_iterable(["ab", "c"])), list(compress("abcd", [1, 0, 1])), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(None, [0, 1, "", 2])), list(starmap(pow, [(2, 3), (3, 2)])))
# expect: ['a', 'b', 1] ['a', 'b', 'c'] ['a', 'c'] [1, 2] [3, 1] [0, ''] [8, 9]
for bad in (lambda: islice([1], -1), lambda: islice([1], 1, 2, 0), lambda: count("a"), lambda: repeat(), lambda: cycle(5), lambda: list(starmap(pow, [5])), lambda: islice([1]), lambda: repeat(1, "x")):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.
# expect: ValueError Step for islice() must be a positive integer or None.
# expect: TypeError a number is required
# expect: TypeError repeat() missing required argument 'object' (pos 1)
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not iterable
# expect: TypeError islice expected at least 2 arguments, got 1
# expect: TypeError 'str' object cannot be interpreted as an integer
it = iter(range(5))
print(list(islice(it, 2)), list(it), next(cycle([]), "empty"), list(islice(count(2 ** 63 - 1), 2)) == [2 ** 63 - 1, 2 ** 63])
# expect: [0, 1] [2, 3, 4] empty True
