# mode: main-only (the tracking depth and the warning filters belong to the process)
# Coroutines that are never awaited are warned of; sys.set_coroutine_origin_tracking_depth says how many callers they note.
import gc, sys, warnings

async def f(): pass

def make(): return f()

with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    f()
    gc.collect()
    sys.set_coroutine_origin_tracking_depth(2)
    c = make()
    print(sys.get_coroutine_origin_tracking_depth(), [(line, name) for _, line, name in c.cr_origin])
    # expect: 2 [(7, 'make'), (14, '<module>')]
    del c
    gc.collect()
    sys.set_coroutine_origin_tracking_depth(0)
    c = f()
    print(c.cr_origin)
    # expect: None
    c.close()
print([(w.category.__name__, str(w.message).splitlines()[0]) for w in found])
# expect: [('RuntimeWarning', "coroutine 'f' was never awaited"), ('RuntimeWarning', "coroutine 'f' was never awaited")]
print("Coroutine created at (most recent call last)" in str(found[1].message))
# expect: True
