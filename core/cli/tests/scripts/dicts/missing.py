# __missing__ of a subclass serves d[k] only.
class D(dict):
    def __missing__(self, key):
        self[key] = value = [key]
        return value

d = D(a=1)
print(d["a"], d["x"], d, d.get("y"), "y" in d, d.pop("y", None), d.setdefault("z", 0))
# expect: 1 ['x'] {'a': 1, 'x': ['x'], 'z': 0} None False None 0

class Raises(dict):
    def __missing__(self, key): raise LookupError(f"no {key}")

try:
    Raises()["k"]
except LookupError as e:
    print(type(e).__name__, e)
    # expect: LookupError no k

class Plain(dict): pass

p = Plain(a=1)
p.__missing__ = lambda key: "instance attributes do not count"
try:
    p["k"]
except KeyError as e:
    print("KeyError", e)
    # expect: KeyError 'k'
print(p["a"], "%(a)s %(other)s" % D(a="A"), "{a} {b}".format_map(D(a="A")))
# expect: 1 A ['other'] A ['b']
