# mode: no-stress (many objects alive at once)
# Natives that only pass a call on, nested very deeply: an answer or RecursionError, on the main thread and on others; no crash.
import itertools, marshal, sys, threading, types

N = 100_000 if "Heddle" in sys.version else 1_000

def nest(make, x, n=N):
    for _ in range(n):
        x = make(x)
    return x

def attempt(action):
    try:
        action()
    except (RecursionError, TypeError, AttributeError, KeyError, ValueError, StopIteration, EOFError):
        pass

def iterators():
    for make in (lambda i: map(int, i), lambda i: filter(None, i), zip, enumerate, itertools.chain, itertools.pairwise, lambda i: itertools.islice(i, 5),
                 lambda i: itertools.takewhile(bool, i), itertools.accumulate, lambda i: itertools.batched(i, 1), lambda i: (x for x in i), lambda i: itertools.tee(i)[0]):
        it = nest(make, iter([1, 2, 3, 4]))
        attempt(lambda: next(it))
        attempt(lambda: 7 in it)

def proxies():
    p = nest(types.MappingProxyType, {1: 2})
    for action in (lambda: len(p), lambda: hash(p), lambda: p[1], lambda: 1 in p, lambda: p.get(1), lambda: p.keys(), lambda: iter(p), lambda: p | {}, lambda: p == p, lambda: p.copy()):
        attempt(action)

def methods():
    m = nest(lambda f: types.MethodType(f, 1), len, N // 20)
    for action in (m, lambda: m.foo, lambda: m.__doc__, lambda: hash(m), lambda: repr(m)):
        attempt(action)

def descriptors():
    for make in (staticmethod, classmethod, property):
        d = nest(make, len)
        for action in (lambda: d.__isabstractmethod__, lambda: d.__get__(1), lambda: d([])):
            attempt(action)

def aliases():
    g = nest(lambda g: types.GenericAlias(g, (int,)), list, N // 20)
    for action in (lambda: g.foo, lambda: hash(g), lambda: g == g, lambda: g(), lambda: isinstance(1, g), lambda: g.__parameters__):
        attempt(action)

def data():
    for code in b"([<>":
        attempt(lambda: marshal.loads((bytes([code]) + b"\1\0\0\0") * N))
    attempt(lambda: marshal.dumps(nest(lambda x: [x], None)))

def classes():
    c = nest(lambda base: type("C", (base,), {}), object, 1_000)
    base = c.__mro__[-2]
    base.__len__ = lambda self: 3
    base.x = 1
    assert len(c()) == 3 and c.x == 1

def all_of_it():
    for f in (iterators, proxies, methods, descriptors, aliases, data, classes):
        f()

all_of_it()
t = threading.Thread(target=all_of_it)
t.start()
t.join()
print("survived")
# expect: survived
