# vars(obj) is the live dict of an instance; it can be replaced.
class C:
    cls_attr = 1

c = C()
d = vars(c)
c.x = 1
d["y"] = 2
print(d is c.__dict__, c.y, d)
# expect: True 2 {'x': 1, 'y': 2}
d["not an identifier"] = 3
print(getattr(c, "not an identifier"))
# expect: 3
c.__dict__ = {"z": 9}
print(hasattr(c, "x"), c.z, d.get("x"))
# expect: False 9 1
del c.__dict__["z"]
print(hasattr(c, "z"), c.cls_attr)
# expect: False 1
try:
    c.__dict__ = 5
except TypeError as e:
    print(e)
    # expect: __dict__ must be set to a dictionary, not a 'int'
print(type(C.__dict__).__name__)
# expect: mappingproxy
try:
    C.__dict__["new"] = 1
except TypeError as e:
    print(e)
    # expect: 'mappingproxy' object does not support item assignment
print(sorted(k for k in vars(C) if not k.startswith("__")))
# expect: ['cls_attr']
