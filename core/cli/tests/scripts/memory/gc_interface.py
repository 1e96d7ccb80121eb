# mode: main-only (lists every object there is)
# gc: collect, enable and disable, is_tracked, get_referents, get_objects, freeze.
import gc
import weakref

class C: pass

c = C()
c.attr = [1, 2]
assert isinstance(gc.collect(), int) and gc.collect(0) >= 0 and gc.collect(2) >= 0
for bad in (3, -1, "x"):
    try:
        gc.collect(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError invalid generation
# expect: ValueError invalid generation
# expect: TypeError 'str' object cannot be interpreted as an integer
print(gc.is_tracked([]), gc.is_tracked(c), gc.is_tracked(5), gc.is_tracked("s"), gc.is_tracked(len))
# expect: True True False False True
l = [c, "x", 5]
print(any(o is c for o in gc.get_referents(l)), any(o is l for o in gc.get_referrers(c)), len(gc.get_threshold()), len(gc.get_count()), gc.garbage)
# expect: True True 3 3 []
print(gc.is_finalized(c), gc.isenabled())
# expect: False True
marker = C()
print(any(o is marker for o in gc.get_objects()))
# expect: True
r = weakref.ref(marker)
marker.loop = marker
del marker
gc.collect()
print(r())
# expect: None
