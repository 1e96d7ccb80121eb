# reprs of dicts and views, nested and recursive.
print({}, {1: 2}, {"a": [1], None: {"b": ()}}, repr({"'": '"'}), str({1.0: True}), {"k": {}}.items(), {}.keys(), {1: "a"}.values())
# expect: {} {1: 2} {'a': [1], None: {'b': ()}} {"'": '"'} {1.0: True} dict_items([('k', {})]) dict_keys([]) dict_values(['a'])
d = {1: None}
d[1] = d
print(d, d.items(), [d])
# expect: {1: {...}} dict_items([(1, {1: {...}})]) [{1: {...}}]

class D(dict): pass

print(D(a=1), D(), [D()], iter({}).__class__.__name__, type({}.items()).__name__)
# expect: {'a': 1} {} [{}] dict_keyiterator dict_items

class Boom:
    def __repr__(self): raise KeyError("repr failed")

try:
    str({"ok": 1, "bad": Boom()})
except KeyError as e:
    print(e)
    # expect: 'repr failed'
print({"é": "日", "\n": "\0"})
# expect: {'é': '日', '\n': '\x00'}
