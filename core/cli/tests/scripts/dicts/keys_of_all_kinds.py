# Keys compare by hash and equality across types; unhashable ones are refused.
d = {1: "int", "1": "str", (1,): "tuple", None: "none", 1.5: "float", b"1": "bytes", frozenset({1}): "frozenset", int: "type", len: "function", ...: "ellipsis", range(2): "range", True: "replaces 1"}
print(d[1], d[1.0], d[True], d["1"], d[(1,)], d[None], d[b"1"], d[frozenset([1])], d[int], d[len], d[...], d[range(0, 2)], len(d))
# expect: replaces 1 replaces 1 replaces 1 str tuple none bytes frozenset type function ellipsis range 11
print(2 in d, "x" in d, float("nan") in {float("nan"): 1})
# expect: False False False
nan = float("nan")
print({nan: 1}[nan], len({nan: 1, nan: 2}), len({float("nan"): 1, float("nan"): 2}))
# expect: 1 1 2
for key in ([], {}, set(), bytearray(), [1]):
    for action in (lambda: d[key], lambda: d.__setitem__(key, 1), lambda: key in d):
        try:
            action()
        except TypeError as e:
            print(e)
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
# expect: cannot use 'dict' as a dict key (unhashable type: 'dict')
# expect: cannot use 'dict' as a dict key (unhashable type: 'dict')
# expect: cannot use 'dict' as a dict key (unhashable type: 'dict')
# expect: cannot use 'set' as a dict key (unhashable type: 'set')
# expect: cannot use 'set' as a dict key (unhashable type: 'set')
# expect: cannot use 'set' as a dict key (unhashable type: 'set')
# expect: cannot use 'bytearray' as a dict key (unhashable type: 'bytearray')
# expect: cannot use 'bytearray' as a dict key (unhashable type: 'bytearray')
# expect: cannot use 'bytearray' as a dict key (unhashable type: 'bytearray')
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
print({-1: "a", -2: "b"}[-2], {2 ** 64: 1}[2.0 ** 64], {0: "z"}[-0.0], {"a\0b": 1}["a\0b"])
# expect: b 1 z 1
