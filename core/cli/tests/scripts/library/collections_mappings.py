# defaultdict, OrderedDict, ChainMap.
from collections import ChainMap, OrderedDict, defaultdict

d = defaultdict(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]:
    d[k].append(v)
print(d, d.get("zz"), "zz" in d, defaultdict(int, x=1)["y"], d.default_factory is list)
# expect: defaultdict(<class 'list'>, {'a': [1, 3], 'b': [2]}) None False 0 True
try:
    defaultdict(None)["k"]
except KeyError as e:
    print("KeyError", e)
    # expect: KeyError 'k'
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a"); o.move_to_end("c", last=False)
print(o, o.popitem(last=False), o == {"b": 2, "a": 1}, o == OrderedDict(a=1, b=2), list(reversed(o)))
# expect: OrderedDict({'b': 2, 'a': 1}) ('c', 3) True False ['a', 'b']
base, top = {"x": 1, "y": 2}, {"y": 20}
m = ChainMap(top, base)
m["z"] = 3
print(m["x"], m["y"], sorted(m), top, m.parents["y"], m.new_child({"x": 100})["x"], len(m.maps), dict(m) == {"x": 1, "y": 20, "z": 3})
# expect: 1 20 ['x', 'y', 'z'] {'y': 20, 'z': 3} 2 100 2 True
try:
    del m["x"]
except KeyError as e:
    print(e)
    # expect: "Key not found in the first mapping: 'x'"
tree = lambda: defaultdict(tree)
t = tree()
t["a"]["b"]["c"] = 1
print(t["a"]["b"]["c"], list(t))
# expect: 1 ['a']
