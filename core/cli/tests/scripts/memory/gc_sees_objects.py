# mode: main-only (lists every object there is, and calls back)
# gc: callbacks, referrers and referents of instances, disable and thresholds, freeze.
import gc

class C: pass

c = C()
holder = C()
holder.inside = c
print(any(o is c for o in gc.get_referents(holder)) or any(type(o) is dict and o.get("inside") is c for o in gc.get_referents(holder)))
# expect: True
d = {"k": c}
print(any(o is d for o in gc.get_referrers(c)), gc.get_referrers(object()))
# expect: True []
phases = []
gc.callbacks.append(lambda phase, info: phases.append((phase, sorted(info))))
gc.collect()
gc.callbacks.clear()
print(phases)
# expect: [('start', ['collected', 'generation', 'uncollectable']), ('stop', ['collected', 'generation', 'uncollectable'])]
gc.disable()
print(gc.isenabled())
gc.enable()
print(gc.isenabled())
# expect: False
# expect: True
before = gc.get_threshold()
gc.set_threshold(500, 5)
print(gc.get_threshold()[:2])
gc.set_threshold(*before)
# expect: (500, 5)
gc.freeze()
print(gc.get_freeze_count() > 0)
gc.unfreeze()
print(gc.get_freeze_count())
# expect: True
# expect: 0
for bad in (3, -2):
    try:
        gc.get_objects(generation=bad)
    except ValueError as e:
        print(e)
# expect: generation parameter must be less than the number of available generations (3)
# expect: generation parameter cannot be negative
