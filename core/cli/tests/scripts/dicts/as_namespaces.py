# Dicts behind instances, modules and keyword arguments.
class C: pass

c = C()
c.__dict__.update(x=1, y=2)
del c.__dict__["x"]
c.z = 3
print(c.__dict__, vars(c) is c.__dict__, hasattr(c, "x"))
# expect: {'y': 2, 'z': 3} True False
for i in range(100):
    setattr(c, f"attr{i}", i)
for i in range(0, 100, 2):
    delattr(c, f"attr{i}")
print(len(vars(c)), c.attr99, list(vars(c))[:4])
# expect: 52 99 ['y', 'z', 'attr1', 'attr3']
a, b = C(), C()
a.p, a.q = 1, 2
b.q, b.p = 2, 1
print(a.__dict__ == b.__dict__, list(a.__dict__), list(b.__dict__))
# expect: True ['p', 'q'] ['q', 'p']
a.__dict__.clear()
print(vars(a), hasattr(a, "p"))
# expect: {} False
a.new = 5
print(vars(a))
# expect: {'new': 5}
saved = b.__dict__
b.__dict__ = dict(saved, r=3)
b.s = 4
print(b.r, "s" in saved, sorted(vars(b)))
# expect: 3 False ['p', 'q', 'r', 's']
def f(**kw):
    kw["added"] = True
    return kw
src = {"k": 1}
print(f(**src), src)
# expect: {'k': 1, 'added': True} {'k': 1}
globals()["made_global"] = 7
print(made_global)
# expect: 7
