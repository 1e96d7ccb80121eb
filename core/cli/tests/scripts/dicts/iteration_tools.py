# Items in loops, comprehensions, sorting, zip, min and max.
d = {"b": 3, "a": 1, "c": 2}
print(sorted(d), sorted(d.items(), key=lambda kv: kv[1]), min(d), max(d.values()), sum(d.values()), [k for k, v in d.items() if v > 1], any(v > 2 for v in d.values()), len(d.items()))
# expect: ['a', 'b', 'c'] [('a', 1), ('c', 2), ('b', 3)] a 3 6 ['b', 'c'] True 3
print(dict(sorted(d.items())), {k: v * 2 for k, v in d.items()}, list(zip(d, d.values())), list(enumerate(d)), [*d], {*d} == {"a", "b", "c"}, dict(map(lambda kv: (kv[1], kv[0]), d.items())))
# expect: {'a': 1, 'b': 3, 'c': 2} {'b': 6, 'a': 2, 'c': 4} [('b', 3), ('a', 1), ('c', 2)] [(0, 'b'), (1, 'a'), (2, 'c')] ['b', 'a', 'c'] True {3: 'b', 1: 'a', 2: 'c'}
k, *rest = d
print(k, rest, next(iter(d.items())), tuple(d), "".join(d), list(map(d.get, "abz")), list(filter(d.get, "abz")))
# expect: b ['a', 'c'] ('b', 3) ('b', 'a', 'c') bac [1, 3, None] ['a', 'b']
(a, b), *_ = d.items()
print(a, b, dict.fromkeys("hello"), "".join(dict.fromkeys("mississippi")))
# expect: b 3 {'h': None, 'e': None, 'l': None, 'o': None} misp
for i, (k, v) in enumerate(d.items()):
    print(i, k, v)
# expect: 0 b 3
# expect: 1 a 1
# expect: 2 c 2
