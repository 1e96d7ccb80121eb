# After the handler the exception, its traceback and its frames' locals are gone.
import gc
import weakref

class Thing:
    pass

def f():
    thing = Thing()
    global ref
    ref = weakref.ref(thing)
    raise ValueError

try:
    f()
except ValueError as e:
    assert ref() is not None
gc.collect()
assert ref() is None

def handles():
    try:
        f()
    except ValueError:
        pass
    return ref() is None

assert handles()
try:
    f()
except ValueError as e:
    kept = e
assert ref() is not None
kept.__traceback__.tb_next.tb_frame.clear()
gc.collect()
assert ref() is None
