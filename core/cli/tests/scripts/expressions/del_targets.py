# `del` takes names, attributes, items, slices and nests of them.
a, b, c = 1, 2, 3
del a, (b, [c])
for name in ("a", "b", "c"):
    print(name in globals())
# expect: False
# expect: False
# expect: False
d = {"x": 1, "y": 2}
del d["x"]
print(d)
# expect: {'y': 2}

class C:
    pass

o = C()
o.attr = 1
del o.attr
print(hasattr(o, "attr"))
# expect: False
try:
    del o.attr
except AttributeError as e:
    print(str(e).endswith("no attribute 'attr'"))
    # expect: True
try:
    del undefined_name
except NameError as e:
    print(e)
    # expect: name 'undefined_name' is not defined
items = [0, 1, 2, 3, 4]
del items[1:3], items[0]
print(items)
# expect: [3, 4]
