# groupby, accumulate, pairwise, batched, tee, zip_longest.
from itertools import accumulate, batched, groupby, pairwise, tee, zip_longest
import operator

print([(k, list(g)) for k, g in groupby("aabccc")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], [k for k, g in groupby("aabb")])
# expect: [('a', ['a', 'a']), ('b', ['b']), ('c', ['c', 'c', 'c'])] [(1, 2), (0, 2), (1, 1)] ['a', 'b']
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], operator.mul)), list(accumulate([1, 2], initial=10)), list(accumulate([])), list(accumulate([3, 1, 2], max)))
# expect: [1, 3, 6] [1, 2, 6] [10, 11, 13] [] [3, 3, 3]
print(list(pairwise("abc")), list(pairwise("a")), list(batched("abcde", 2)), list(batched([], 3)), list(zip_longest("ab", [1], fillvalue="-")), list(zip_longest("a", "bc")))
# expect: [('a', 'b'), ('b', 'c')] [] [('a', 'b'), ('c', 'd'), ('e',)] [] [('a', 1), ('b', '-')] [('a', 'b'), (None, 'c')]
a, b = tee([1, 2, 3])
print(next(a), next(a), list(b), list(a))
# expect: 1 2 [1, 2, 3] [3]
groups = groupby("aab")
k, g = next(groups)
next(groups)
print(k, list(g))
# expect: a []
for bad in (lambda: batched("a", 0), lambda: list(batched("abc", 2, strict=True)), lambda: tee([], -1), lambda: zip_longest([1], bad=1), lambda: pairwise(5)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError n must be at least one
# expect: ValueError batched(): incomplete batch
# expect: ValueError n must be >= 0
# expect: TypeError zip_longest() got an unexpected keyword argument
# expect: TypeError 'int' object is not iterable
