# Views are live, sized, set-like for keys and items, and reversible.
d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
d["c"] = 3
print(k, v, i, len(k), "c" in k, 3 in v, ("a", 1) in i, ("a", 2) in i, "a" in i)
# expect: dict_keys(['a', 'b', 'c']) dict_values([1, 2, 3]) dict_items([('a', 1), ('b', 2), ('c', 3)]) 3 True True True False False
print(sorted(k & {"a", "z"}), sorted(k | {"z"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), sorted(i & {("a", 1)}), k == {"a", "b", "c"}, k <= {"a", "b", "c", "d"}, k.isdisjoint("xyz"), i == {("a", 1), ("b", 2), ("c", 3)})
# expect: ['a'] ['a', 'b', 'c', 'z'] ['b', 'c'] ['b', 'c', 'z'] [('a', 1)] True True True True
print(k.mapping["a"], list(reversed(v)), v == d.values(), k == d.keys(), k > {"a"}, type(k).__name__, type(k & k).__name__, sorted({"z"} | k), sorted([1] and k & ["a"]))
# expect: 1 [3, 2, 1] False True True dict_keys set ['a', 'b', 'c', 'z'] ['a']
for bad in (lambda: k["a"], lambda: v & v, lambda: k + k, lambda: hash(k), lambda: exec("k.mapping[1] = 2", {"k": k}), lambda: i | 5, lambda: k < 5, lambda: {"x": []}.items() & {1}):
    try:
        print(bad())
    except TypeError as e:
        print(e)
# expect: 'dict_keys' object is not subscriptable
# expect: unsupported operand type(s) for &: 'dict_values' and 'dict_values'
# expect: unsupported operand type(s) for +: 'dict_keys' and 'dict_keys'
# expect: unhashable type: 'dict_keys'
# expect: 'mappingproxy' object does not support item assignment
# expect: 'int' object is not iterable
# expect: '<' not supported between instances of 'dict_keys' and 'int'
# expect: unhashable type: 'list'
