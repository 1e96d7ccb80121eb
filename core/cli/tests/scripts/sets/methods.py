# add, discard, remove, pop, update, clear, copy and the non-operator forms.
s = {1, 2}
s.add(3); s.add(3); s.discard(99); s.remove(1)
print(sorted(s), len(s), 2 in s, s.copy() == s, s.copy() is s)
# expect: [2, 3] 2 True True False
s.update([4, 5], {6}, "x")
print(len(s), s.union([7], (8,)) >= {7, 8}, s.intersection([4, 5, 99]) == {4, 5}, s.difference({4}, [5]) == {2, 3, 6, "x"}, s.symmetric_difference([2, 100]) == {3, 4, 5, 6, "x", 100})
# expect: 6 True True True True
s.intersection_update({2, 3, 4}); s.difference_update([4]); s.symmetric_difference_update({3, 9})
print(sorted(s), {1, 2}.issubset([1, 2, 3]), {1, 2}.issuperset([1]), {1}.isdisjoint([2]), s.pop() in (2, 9), len(s))
# expect: [2, 9] True True True True 1
s.clear()
print(s, bool(s), set(), {*()}, frozenset())
# expect: set() False set() set() frozenset()
for bad in (lambda: set().pop(), lambda: set().remove(1), lambda: {[]}, lambda: set().add({}), lambda: set(5), lambda: set().union(5), lambda: set([1], [2]), lambda: [] in set(), lambda: set().discard([])):
    try:
        bad()
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)
# expect: KeyError 'pop from an empty set'
# expect: KeyError 1
# expect: TypeError cannot use 'list' as a set element (unhashable type: 'list')
# expect: TypeError cannot use 'dict' as a set element (unhashable type: 'dict')
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not iterable
# expect: TypeError set expected at most 1 argument, got 2
# expect: TypeError cannot use 'list' as a set element (unhashable type: 'list')
# expect: TypeError cannot use 'list' as a set element (unhashable type: 'list')
