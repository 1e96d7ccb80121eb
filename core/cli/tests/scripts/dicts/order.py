# Iteration is in order of insertion; updates keep the place, deletion and reinsertion move to the end.
d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
print(d)
# expect: {'b': 10, 'a': 2, 'c': 3}
del d["b"]
d["b"] = 4
print(list(d), list(d.values()), list(d.items()), list(reversed(d)))
# expect: ['a', 'c', 'b'] [2, 3, 4] [('a', 2), ('c', 3), ('b', 4)] ['b', 'c', 'a']
print(d.popitem(), d.popitem(), d)
# expect: ('b', 4) ('c', 3) {'a': 2}
e = dict(z=1, y=2, **{"x": 3})
print(e, {**e, "z": 0}, e | {"w": 0, "z": 9}, list(dict(reversed(e.items()))))
# expect: {'z': 1, 'y': 2, 'x': 3} {'z': 0, 'y': 2, 'x': 3} {'z': 9, 'y': 2, 'x': 3, 'w': 0} ['x', 'y', 'z']
print({1: "a", 2: "b"} == {2: "b", 1: "a"}, list({1: 0, 2: 0}) == list({2: 0, 1: 0}))
# expect: True False
for i in range(20):
    e[f"k{i}"] = i
    if i % 3 == 0: del e[f"k{i}"]
print("".join(k for k in e))
# expect: zyxk1k2k4k5k7k8k10k11k13k14k16k17k19
print(list(reversed(e.items()))[:2], list(reversed(e.values()))[:2], next(reversed({"only": 1})))
# expect: [('k19', 19), ('k17', 17)] [19, 17] only
