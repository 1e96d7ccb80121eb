# dict() from mappings, pairs, keywords, and displays with unpacking.
class M:
    def keys(self): return ["x", "y"]
    def __getitem__(self, k): return k.upper()

print(dict(), dict(a=1), dict([("k", "v"), ["l", "w"]]), dict({"a": 1}, b=2), dict(M()), dict(M(), x=0), dict(["ab", "cd"]), dict(zip("ab", range(2))), dict(x for x in [(1, 2)]))
# expect: {} {'a': 1} {'k': 'v', 'l': 'w'} {'a': 1, 'b': 2} {'x': 'X', 'y': 'Y'} {'x': 0, 'y': 'Y'} {'a': 'b', 'c': 'd'} {'a': 0, 'b': 1} {1: 2}
print({**M()}, {**{"a": 1}, **{"a": 2}}, {1: "a", 1.0: "b", True: "c"}, {"k": 1, "k": 2})
# expect: {'x': 'X', 'y': 'Y'} {'a': 2} {1: 'c'} {'k': 2}
for bad in (lambda: dict(5), lambda: dict([1]), lambda: dict(["abc"]), lambda: dict([(1, 2, 3)]), lambda: dict({}, {}), lambda: dict([([], 1)]), lambda: dict(None), lambda: dict([(1,)])):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: TypeError 'int' object is not iterable
# expect: TypeError object is not iterable
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: TypeError dict expected at most 1 argument, got 2
# expect: TypeError cannot use 'list' as a dict key (unhashable type: 'list')
# expect: TypeError 'NoneType' object is not iterable
# expect: ValueError dictionary update sequence element #0 has length 1; 2 is required
class Sub(dict): pass
print(type(Sub(a=1).copy()).__name__, type(Sub.fromkeys("a")).__name__, Sub({"a": 1}) == {"a": 1}, type(Sub() | {}).__name__, Sub(a=1))
# expect: dict Sub True dict {'a': 1}
