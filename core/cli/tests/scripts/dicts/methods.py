# get, setdefault, pop, popitem, update, clear, copy, fromkeys.
d = {"a": 1}
print(d.get("a"), d.get("x"), d.get("x", 5), d.setdefault("a", 9), d.setdefault("b", 2), d.setdefault("c"), d)
# expect: 1 None 5 1 2 None {'a': 1, 'b': 2, 'c': None}
print(d.pop("a"), d.pop("zz", "default"), d.popitem(), d)
# expect: 1 default ('c', None) {'b': 2}
d.update({"x": 1}, y=2)
d.update([("z", 3), "pq"])
d.update()
print(d, dict.fromkeys("ab"), dict.fromkeys([1], 0), d.copy() == d, d.copy() is d)
# expect: {'b': 2, 'x': 1, 'y': 2, 'z': 3, 'p': 'q'} {'a': None, 'b': None} {1: 0} True False
d.clear()
print(d, len(d), bool(d))
# expect: {} 0 False
for bad in (lambda: {}.popitem(), lambda: {}["k"], lambda: {}.pop("k"), lambda: {}.pop(), lambda: {}.update(5), lambda: {}.update([1]), lambda: {}.update(["abc"]), lambda: {}.get(), lambda: dict.fromkeys(5), lambda: {[]: 1}, lambda: {}.get([]), lambda: {}.setdefault({}), lambda: [] in {}, lambda: {}.update({}, {})):
    try:
        bad()
    except (KeyError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: KeyError 'popitem(): dictionary is empty'
# expect: KeyError 'k'
# expect: KeyError 'k'
# expect: TypeError pop expected at least 1 argument, got 0
# expect: TypeError 'int' object is not iterable
# expect: TypeError object is not iterable
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: TypeError get expected at least 1 argument, got 0
# expect: TypeError 'int' object is not iterable
# expect: TypeError cannot use 'list' as a dict key (unhashable type: 'list')
# expect: TypeError cannot use 'list' as a dict key (unhashable type: 'list')
# expect: TypeError cannot use 'dict' as a dict key (unhashable type: 'dict')
# expect: TypeError cannot use 'list' as a dict key (unhashable type: 'list')
# expect: TypeError update expected at most 1 argument, got 2
