# sort is stable, in place, with key and reverse, and keeps elements when a comparison fails.
a = [(2, "b"), (1, "z"), (2, "a"), (1, "y")]
a.sort(key=lambda t: t[0])
print(a)
# expect: [(1, 'z'), (1, 'y'), (2, 'b'), (2, 'a')]
a.sort(key=lambda t: t[0], reverse=True)
print(a)
# expect: [(2, 'b'), (2, 'a'), (1, 'z'), (1, 'y')]
print(a.sort(), a)
# expect: None [(1, 'y'), (1, 'z'), (2, 'a'), (2, 'b')]
words = "the Quick brown fox Jumps".split()
words.sort(key=str.lower)
print(words)
# expect: ['brown', 'fox', 'Jumps', 'Quick', 'the']
print(sorted([3, 1.5, 2, True]), sorted("cab", reverse=True), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], [1]]))
# expect: [True, 1.5, 2, 3] ['c', 'b', 'a'] ['a', 'b'] [[1], [1, 5], [2]]
for n in (0, 1, 2, 10, 100, 1000):
    data = [(i * 7919) % (n + 1) for i in range(n)]
    s = sorted(data)
    assert all(x <= y for x, y in zip(s, s[1:])) and len(s) == n and sorted(s) == s and sorted(data, reverse=True) == s[::-1]
mixed = [3, "x", 1]
try:
    mixed.sort()
except TypeError as e:
    print(e)
    # expect: '<' not supported between instances of 'str' and 'int'
print(len(mixed), {str(x) for x in mixed} == {"3", "x", "1"})
# expect: 3 True
for bad in (lambda: [1].sort(lambda a, b: 0), lambda: sorted(5), lambda: sorted([1], key=5), lambda: sorted([1], cmp=1), lambda: sorted([1, 2], key=None, reverse="x")):
    try:
        print(bad())
    except TypeError as e:
        print(e)
# expect: sort() takes no positional arguments
# expect: 'int' object is not iterable
# expect: 'int' object is not callable
# expect: sort() got an unexpected keyword argument 'cmp'
# expect: [2, 1]
