# Modules made by hand: attributes, dict, repr, __getattr__.
import sys

Module = type(sys)
m = Module("made", "its doc")
m.x = 1
m.__dict__["y"] = 2
print(m.x, m.y, m.__name__, m.__doc__, m.__loader__, m.__spec__, m.__package__, repr(m), sorted(k for k in vars(m) if not k.startswith("__")))
# expect: 1 2 made its doc None None None <module 'made'> ['x', 'y']
exec("def f(): return x + z\nz = 10", m.__dict__)
print(m.f(), m.f.__module__)
# expect: 11 made
for action in (lambda: m.nothing, lambda: delattr(m, "nothing"), lambda: Module(), lambda: Module(5), lambda: setattr(m, "__dict__", {})):
    try:
        action()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
# expect: AttributeError module 'made' has no attribute 'nothing'
# expect: AttributeError 'module' object has no attribute 'nothing'
# expect: TypeError module() missing required argument 'name' (pos 1)
# expect: TypeError module() argument 'name' must be str, not int
# expect: AttributeError readonly attribute
m.__getattr__ = lambda name: f"dynamic {name}"
print(m.anything, m.x, hasattr(m, "whatever"))
# expect: dynamic anything 1 True
m.__dir__ = lambda: ["listed"]
print(dir(m))
# expect: ['listed']

class Sub(Module):
    @property
    def computed(self): return self.x * 2

s = Sub("s")
s.x = 21
print(s.computed, repr(s))
# expect: 42 <module 's'>
