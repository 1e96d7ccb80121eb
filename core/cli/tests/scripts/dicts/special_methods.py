# The special methods of dicts, called directly.
d = {"a": 1}
print(d.__contains__("a"), d.__getitem__("a"), d.__len__(), list(d.__iter__()), d.__eq__({"a": 1}), d.__eq__(5), d.__ne__({}), d.__or__({"b": 2}), d.__ror__({"b": 2}), d.__or__(5), d.__lt__({}), d.__hash__, list(d.__reversed__()), d.__sizeof__() > 0)
# expect: True 1 1 ['a'] True NotImplemented True {'a': 1, 'b': 2} {'b': 2, 'a': 1} NotImplemented NotImplemented None ['a'] True
d.__setitem__("b", 2); d.__delitem__("a"); d.__ior__({"c": 3})
print(d, d.__class__ is dict, dict.__getitem__(d, "b"), dict.get(d, "zz", "dflt"), dict.__class_getitem__(int))
# expect: {'b': 2, 'c': 3} True 2 dflt dict[int]
for bad in (lambda: d.__getitem__("zz"), lambda: d.__delitem__("zz"), lambda: dict.__getitem__([], 1), lambda: dict.__getitem__(d), lambda: d.__contains__()):
    try:
        bad()
    except (KeyError, TypeError) as e:
        print(type(e).__name__, e)
# expect: KeyError 'zz'
# expect: KeyError 'zz'
# expect: TypeError descriptor '__getitem__' for 'dict' objects doesn't apply to a 'list' object
# expect: TypeError dict.__getitem__() takes exactly one argument (0 given)
# expect: TypeError dict.__contains__() takes exactly one argument (0 given)
print(d.__init__(z=1), d)
# expect: None {'b': 2, 'c': 3, 'z': 1}
