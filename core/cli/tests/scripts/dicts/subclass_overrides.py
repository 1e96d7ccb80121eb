# Overridden methods of a dict subclass are used by syntax, not by dict's own methods.
class Loud(dict):
    def __setitem__(self, k, v): super().__setitem__(k, ("set", v))
    def __getitem__(self, k): return ("get", super().__getitem__(k))
    def __delitem__(self, k): print("del", k); super().__delitem__(k)
    def __contains__(self, k): return k == "magic" or super().__contains__(k)
    def __len__(self): return 99
    def __iter__(self): return iter(["fake"])
    def keys(self): return ["from keys"]

d = Loud(a=1)
d["b"] = 2
d.update(c=3)
print(d["a"], d["b"], d.get("b"), d.setdefault("e", 5), "magic" in d, len(d), list(d), repr(d))
# expect: ('get', 1) ('get', ('set', 2)) ('set', 2) 5 True 99 ['fake'] {'a': 1, 'b': ('set', 2), 'c': 3, 'e': 5}
del d["a"]
# expect: del a
print(d.pop("b"), dict.__len__(d), list(d.values()), dict.__contains__(d, "magic"), bool(d))
# expect: ('set', 2) 2 [3, 5] False True
try:
    print(dict(d))
except KeyError as e:
    print("KeyError", e)
    # expect: KeyError 'from keys'
print(list(dict.keys(d)))
# expect: ['c', 'e']
def f(**kw): return kw
print(f(**dict(dict.items(d))))
# expect: {'c': 3, 'e': 5}
