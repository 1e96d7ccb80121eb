# Proxies forward to their object until it dies; finalize calls back once.
import gc
import weakref

class C:
    x = 1
    def m(self): return "method"
    def __len__(self): return 7
    def __getitem__(self, i): return i
    def __call__(self): return "called"

c = C()
p = weakref.proxy(c)
print(p.x, p.m(), len(p), p[3], p(), type(p).__name__, isinstance(p, C), bool(p))
# expect: 1 method 7 3 called CallableProxyType True True
p.y = 5
print(c.y)
# expect: 5
log = []
f = weakref.finalize(c, log.append, "finalized")
g = weakref.finalize(c, log.append, "detached")
print(f.alive, g.detach() is not None, g.alive)
# expect: True True False
del c
gc.collect()
print(log, f.alive, f())
# expect: ['finalized'] False None
for action in (lambda: p.x, lambda: len(p), lambda: p()):
    try:
        action()
    except ReferenceError as e:
        print(e)
# expect: weakly-referenced object no longer exists
# expect: weakly-referenced object no longer exists
# expect: weakly-referenced object no longer exists
try:
    hash(p)
except TypeError as e:
    print(e)
    # expect: unhashable type: 'weakref.CallableProxyType'
m = C()
wm = weakref.WeakMethod(m.m)
print(wm()())
# expect: method
del m
gc.collect()
print(wm())
# expect: None
