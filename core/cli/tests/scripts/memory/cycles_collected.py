# Cycles of every kind go at a collection.
import gc
import time
import weakref


def gone(ref):
    """Whether the object dies, with patience for a collection that another thread is running."""
    for _ in range(200):
        if ref() is None:
            return True
        gc.collect()
        time.sleep(0.001)
    return False

class C: pass

def check(make):
    c = C()
    r = weakref.ref(c)
    make(c)
    del c
    return gone(r)

def self_loop(c): c.me = c
def pair(c):
    d = C()
    c.other, d.other = d, c
def through_list(c): c.l = [[[c]]]
def through_dict(c): c.d = {"k": {"k": c}}
def through_tuple(c): c.t = (1, (c,))
def through_set(c): c.s = {c}
def through_closure(c): c.f = lambda: c
def through_method(c): c.m = c.__init__
def through_generator(c):
    def g():
        yield c
    c.g = g()
    next(c.g)
def through_class(c):
    class K: holder = c
    c.k = K
def through_exception(c):
    try:
        raise ValueError(c)
    except ValueError as e:
        c.e = e
def through_frame(c):
    import sys
    c.frame = sys._getframe()
def through_iterator(c): c.it = iter([c])
def through_map(c): c.map = map(lambda x: c, [1])
def through_property(c): c.p = property(lambda self: c)
def through_partial_chain(c):
    for _ in range(1000):
        d = C()
        d.next, c.prev = c, d
        c = d
def long_ring(c):
    first = c
    for _ in range(10_000):
        c.next = C()
        c = c.next
    c.next = first

for make in (self_loop, pair, through_list, through_dict, through_tuple, through_set, through_closure, through_method, through_generator, through_class, through_exception, through_frame, through_iterator, through_map, through_property, through_partial_chain, long_ring):
    assert check(make), make.__name__
