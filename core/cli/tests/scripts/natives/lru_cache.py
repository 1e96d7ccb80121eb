# _lru_cache_wrapper: bounded, unbounded, typed; partial and reduce
from _functools import _lru_cache_wrapper as LW, partial, reduce, cmp_to_key
from _collections import deque
import _random
import _abc

def shown(f):
    """What a call gives, or what it raises."""
    try:
        return str(f())
    except BaseException as e:
        return f"{type(e).__name__} {e}".rstrip()


def check(f, expected):
    got = shown(f)
    assert got == expected, (got, expected)


lines = []


calls = []
def f(*a, **k):
    calls.append((a, k))
    return (a, k)
g = LW(f, 2, False, tuple) if False else LW(f, 2, False, lambda *a: a)
lines.append(' '.join(map(str, [g(1), g(2), g(1), g.cache_info()])))
assert lines == [
    '((1,), {}) ((2,), {}) ((1,), {}) (1, 2, 2, 2)',
], lines
lines.clear()
g(3)
lines.append(' '.join(map(str, [g.cache_info(), len(calls)])))
assert lines == [
    '(1, 3, 2, 2) 3',
], lines
lines.clear()
g(1)
lines.append(' '.join(map(str, [len(calls)])))
assert lines == [
    '3',
], lines
lines.clear()
g(2)
lines.append(' '.join(map(str, [len(calls)])))
assert lines == [
    '4',
], lines
lines.clear()
g(1.0)
lines.append(' '.join(map(str, [len(calls), g.cache_info()])))
assert lines == [
    '5 (2, 5, 2, 2)',
], lines
lines.clear()
g(a=1)
g(a=1)
lines.append(' '.join(map(str, [len(calls)])))
assert lines == [
    '6',
], lines
lines.clear()
g.cache_clear()
lines.append(' '.join(map(str, [g.cache_info()])))
assert lines == [
    '(0, 0, 2, 0)',
], lines
lines.clear()
h = LW(f, None, True, lambda *a: a)
n = len(calls)
h(1)
h(1.0)
h(1)
h(True)
lines.append(' '.join(map(str, [len(calls) - n, h.cache_info()])))
assert lines == [
    '3 (1, 3, None, 3)',
], lines
lines.clear()
z = LW(f, 0, False, lambda *a: a)
z(1)
z(1)
lines.append(' '.join(map(str, [z.cache_info()])))
assert lines == [
    '(0, 2, 0, 0)',
], lines
lines.clear()
class K:

    @lambda f: LW(f, None, False, lambda *a: a)
    def m(self, x):
        return (type(self).__name__, x)
k = K()
lines.append(' '.join(map(str, [k.m(3), k.m(3), K.m.cache_info()])))
assert lines == [
    "('K', 3) ('K', 3) (1, 1, None, 1)",
], lines
lines.clear()
try:
    g([])
except TypeError as e:
    lines.append(' '.join(map(str, [e])))
assert lines == [
    "unhashable type: 'list'",
], lines
lines.clear()
for i in range(1000):
    g(i % 7)
lines.append(' '.join(map(str, [g.cache_info()])))
assert lines == [
    '(0, 1000, 2, 2)',
], lines
lines.clear()
big = LW(lambda x: x * 2, 100, False, lambda *a: a)
r = _random.Random(1)
for i in range(20000):
    v = r.getrandbits(8)
    assert big(v) == v * 2
lines.append(' '.join(map(str, [big.cache_info()[2:], sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a))])))
assert lines == [
    '(100, 100) [3, 2, 1]',
], lines
lines.clear()
def rec(n):
    return 1 if n < 2 else rec(n - 1) + rec(n - 2)
rec = LW(rec, 50, False, lambda *a: a)
lines.append(' '.join(map(str, [rec(120)])))
assert lines == [
    '8670007398507948658051921',
], lines
lines.clear()
p = partial(f, 1, x=2)
lines.append(' '.join(map(str, [p(3, y=4)])))
assert lines == [
    "((1, 3), {'x': 2, 'y': 4})",
], lines
lines.clear()
lines.append(' '.join(map(str, [p.func is f, p.args, p.keywords])))
assert lines == [
    "True (1,) {'x': 2}",
], lines
lines.clear()
p.foo = 5
lines.append(' '.join(map(str, [p.__dict__, p.foo])))
assert lines == [
    "{'foo': 5} 5",
], lines
lines.clear()
q = partial(p, 9)
lines.append(' '.join(map(str, [q.args, q.func is p, q.func is f])))
assert lines == [
    '(9,) True False',
], lines
lines.clear()
class M:
    pm = partial(lambda *a: len(a), 1)
lines.append(' '.join(map(str, [M().pm(2), M.pm(2)])))
assert lines == [
    '3 2',
], lines
lines.clear()
lines.append(' '.join(map(str, [reduce(lambda a, b: a + b, [1, 2, 3], 10)])))
assert lines == [
    '16',
], lines
lines.clear()
