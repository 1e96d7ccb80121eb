# Callbacks run once each when the object dies, not when the reference died first.
import gc
import time
import weakref


def settle(done):
    """Collects until `done()`, with patience for a collection that another thread is running."""
    for _ in range(200):
        gc.collect()
        if done():
            return
        time.sleep(0.001)

class C: pass

log = []
c = C()
refs = [weakref.ref(c, lambda r, i=i: log.append(i)) for i in range(3)]
dropped = weakref.ref(c, lambda r: log.append("dropped"))
del dropped
del c
gc.collect()
print(sorted(log))
# expect: [0, 1, 2]
log.clear()
c = C()
r = weakref.ref(c, lambda r: log.append("first"))
del r
del c
gc.collect()
print(log)
# expect: []
c = C()
c.me = c
r = weakref.ref(c, lambda r: log.append("cycle gone"))
del c
settle(lambda: r() is None)
print(log, r())
# expect: ['cycle gone'] None

def outer():
    c = C()
    return weakref.ref(c, lambda r: log.append("left scope"))

r = outer()
gc.collect()
print(log)
# expect: ['cycle gone', 'left scope']
try:
    weakref.ref(C(), 1, 2)
except TypeError as e:
    print(e)
    # expect: __new__ expected at most 2 arguments, got 3
