# product, permutations, combinations, with and without replacement.
from itertools import combinations, combinations_with_replacement, permutations, product

print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(product("a", [])))
# expect: [('a', 1), ('a', 2), ('b', 1), ('b', 2)] [(0, 0), (0, 1), (1, 0), (1, 1)] [()] []
print(["".join(p) for p in permutations("abc")], len(list(permutations(range(6), 3))), list(permutations([1], 2)), list(permutations([], 0)))
# expect: ['abc', 'acb', 'bac', 'bca', 'cab', 'cba'] 120 [] [()]
print(list(combinations("abcd", 2)), list(combinations([1, 2], 3)), list(combinations_with_replacement("ab", 2)), sum(1 for _ in combinations(range(12), 6)))
# expect: [('a', 'b'), ('a', 'c'), ('a', 'd'), ('b', 'c'), ('b', 'd'), ('c', 'd')] [] [('a', 'a'), ('a', 'b'), ('b', 'b')] 924
for bad in (lambda: combinations("a", -1), lambda: permutations("a", "x"), lambda: product(5), lambda: product([1], repeat=-1), lambda: combinations("a")):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError r must be non-negative
# expect: TypeError Expected int as r
# expect: TypeError 'int' object is not iterable
# expect: ValueError repeat argument cannot be negative
# expect: TypeError combinations() missing required argument 'r' (pos 2)
assert len(set(permutations("aab"))) == 3 and len(list(permutations("aab"))) == 6
print(next(permutations(range(20))), next(combinations(range(100), 3)))
# expect: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19) (0, 1, 2)
