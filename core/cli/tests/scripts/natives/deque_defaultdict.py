# _collections: deque, defaultdict, _tuplegetter, _count_elements
from _collections import deque, defaultdict
import _collections, sys

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


d = deque([1, 2, 3], 5)
check(lambda: deque(maxlen=-1), 'ValueError maxlen must be non-negative')
check(lambda: deque(1, 2, 3), 'TypeError deque() takes at most 2 arguments (3 given)')
check(lambda: deque(maxlen='a'), 'TypeError an integer is required')
check(lambda: deque(foo=1), "TypeError deque() got an unexpected keyword argument 'foo'")
check(lambda: deque(1), "TypeError 'int' object is not iterable")
check(lambda: deque().pop(), 'IndexError pop from an empty deque')
check(lambda: deque().popleft(), 'IndexError pop from an empty deque')
check(lambda: d[10], 'IndexError deque index out of range')
check(lambda: d['a'], "TypeError sequence index must be integer, not 'str'")
check(lambda: d[1:2], "TypeError sequence index must be integer, not 'slice'")
check(lambda: d.__setitem__(10, 1), 'IndexError deque index out of range')
check(lambda: d.__delitem__(10), 'IndexError deque index out of range')
check(lambda: d.remove(10), 'ValueError deque.remove(x): x not in deque')
check(lambda: d.index(10), 'ValueError deque.index(x): x not in deque')
check(lambda: d.index(1, 5, 'a'), 'TypeError slice indices must be integers or have an __index__ method')
check(lambda: d.index(), 'TypeError index expected at least 1 argument, got 0')
check(lambda: d.index(3, -100, 100), '2')
check(lambda: deque([1], 1).insert(0, 2), 'IndexError deque already at its maximum size')
check(lambda: d.insert('a', 2), "TypeError 'str' object cannot be interpreted as an integer")
check(lambda: d.rotate('a'), "TypeError 'str' object cannot be interpreted as an integer")
check(lambda: d + [1], 'TypeError can only concatenate deque (not "list") to deque')
check(lambda: d + deque([9, 8, 7]), 'deque([2, 3, 9, 8, 7], maxlen=5)')
check(lambda: d * 2, 'deque([2, 3, 1, 2, 3], maxlen=5)')
check(lambda: 2 * d, 'deque([2, 3, 1, 2, 3], maxlen=5)')
check(lambda: d * -1, 'deque([], maxlen=5)')
check(lambda: d * 'a', "TypeError can't multiply sequence by non-int of type 'str'")
check(lambda: deque([1, 2]) < deque([1, 3]), 'True')
check(lambda: deque([1, 2]) < [1], "TypeError '<' not supported between instances of 'collections.deque' and 'list'")
check(lambda: hash(d), "TypeError unhashable type: 'collections.deque'")
check(lambda: d.maxlen, '5')
def f():
    d.maxlen = 3
check(f, "AttributeError attribute 'maxlen' of 'collections.deque' objects is not writable")
def f():
    for x in d:
        d.append(1)
check(f, 'RuntimeError deque mutated during iteration')
def f():
    for x in reversed(d):
        d.append(1)
check(f, 'RuntimeError deque mutated during iteration')
def f():
    i = iter(d)
    next(i)
    lines.append(' '.join(map(str, [i.__reduce__(), i.__length_hint__()])))
check(f, 'None')
check(lambda: type(iter(d))(), 'TypeError function takes at least 1 argument (0 given)')
check(lambda: type(iter(d))(1), 'TypeError argument 1 must be collections.deque, not int')
class D(deque):
    pass
assert lines == [
    "(<class 'collections._deque_iterator'>, (deque([1, 2, 3, 1, 1], maxlen=5), 1)) 4",
], lines
lines.clear()
check(lambda: D([1, 2], 3), 'D([1, 2], maxlen=3)')
x = D([1], 2)
x.a = 1
check(lambda: x.copy(), 'D([1], maxlen=2)')
x.append(x)
check(lambda: x, 'D([1, [...]], maxlen=2)')
check(lambda: d.count(1), '3')
def f():

    class E:

        def __eq__(s, o):
            d.append(1)
            return False
    E() in d
check(f, 'RuntimeError deque mutated during iteration')
def f():

    class E:

        def __eq__(s, o):
            d.append(1)
            return False
    d.remove(E())
check(f, 'IndexError deque mutated during iteration')
def f():

    class E:

        def __eq__(s, o):
            d.append(1)
            return False
    d.count(E())
check(f, 'RuntimeError deque mutated during iteration')
def f():

    class E:

        def __eq__(s, o):
            d.append(1)
            return False
    d.index(E())
check(f, 'RuntimeError deque mutated during iteration')
dd = defaultdict(list, {1: 2}, a=3)
check(lambda: dd, "defaultdict(<class 'list'>, {1: 2, 'a': 3})")
check(lambda: dd[5], '[]')
check(lambda: defaultdict(1), 'TypeError first argument must be callable or None')
check(lambda: defaultdict(None)[1], 'KeyError 1')
check(lambda: dd | {1: 5}, "defaultdict(<class 'list'>, {1: 5, 'a': 3, 5: []})")
check(lambda: {1: 5} | dd, "defaultdict(<class 'list'>, {1: 2, 'a': 3, 5: []})")
check(lambda: dd | 1, "TypeError unsupported operand type(s) for |: 'collections.defaultdict' and 'int'")
check(lambda: dd.copy(), "defaultdict(<class 'list'>, {1: 2, 'a': 3, 5: []})")
class DD(defaultdict):
    pass
check(lambda: DD(int), "DD(<class 'int'>, {})")
check(lambda: DD(int).copy(), "DD(<class 'int'>, {})")
q = defaultdict(None)
q.default_factory = lambda: q
q.default_factory = q.__repr__
del q.default_factory
check(lambda: q.default_factory, 'None')
check(lambda: defaultdict(int, 1), "TypeError 'int' object is not iterable")
g = _collections._tuplegetter(1, 'doc')
check(lambda: g, "_tuplegetter(1, 'doc')")
check(lambda: g.__reduce__(), "(<class 'collections._tuplegetter'>, (1, 'doc'))")
class T(tuple):
    a = g
check(lambda: T((1, 2)).a, '2')
check(lambda: T((1,)).a, 'IndexError tuple index out of range')
check(lambda: T.a, "_tuplegetter(1, 'doc')")
def f():
    T((1, 2)).a = 3
check(f, "AttributeError can't set attribute")
def f():
    del T((1, 2)).a
check(f, "AttributeError can't delete attribute")
check(lambda: g.__get__(1, int), "TypeError descriptor for index '1' for tuple subclasses doesn't apply to 'int' object")
check(lambda: g.__get__(None, int), "_tuplegetter(1, 'doc')")
check(lambda: _collections._tuplegetter(), 'TypeError _tuplegetter expected 2 arguments, got 0')
check(lambda: g.__doc__, 'doc')
check(lambda: _collections._count_elements({}, 'aab'), 'None')
d = {}
check(lambda: _collections._count_elements(d, 'aab'), 'None')
lines.append(' '.join(map(str, [d])))
assert lines == [
    "{'a': 2, 'b': 1}",
], lines
lines.clear()
class M:

    def __init__(s):
        s.d = {}

    def get(s, k, default):
        return s.d.get(k, default)

    def __setitem__(s, k, v):
        s.d[k] = v
m = M()
check(lambda: _collections._count_elements(m, 'aab'), 'None')
lines.append(' '.join(map(str, [m.d])))
assert lines == [
    "{'a': 2, 'b': 1}",
], lines
lines.clear()
check(lambda: deque.__doc__, 'A list-like sequence optimized for data accesses near its endpoints.')
check(lambda: defaultdict.__doc__, 'defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword arguments.\n')
d = deque(range(5))
d.rotate(2)
lines.append(' '.join(map(str, [d])))
assert lines == [
    'deque([3, 4, 0, 1, 2])',
], lines
lines.clear()
d.rotate(-12)
lines.append(' '.join(map(str, [d])))
assert lines == [
    'deque([0, 1, 2, 3, 4])',
], lines
lines.clear()
d = deque(range(5), 5)
d.extend([7, 8])
lines.append(' '.join(map(str, [d])))
assert lines == [
    'deque([2, 3, 4, 7, 8], maxlen=5)',
], lines
lines.clear()
d.extendleft([7, 8])
lines.append(' '.join(map(str, [d])))
assert lines == [
    'deque([8, 7, 2, 3, 4], maxlen=5)',
], lines
lines.clear()
d += [1]
lines.append(' '.join(map(str, [d])))
assert lines == [
    'deque([7, 2, 3, 4, 1], maxlen=5)',
], lines
lines.clear()
d *= 2
lines.append(' '.join(map(str, [d])))
assert lines == [
    'deque([7, 2, 3, 4, 1], maxlen=5)',
], lines
lines.clear()
d.reverse()
lines.append(' '.join(map(str, [d])))
assert lines == [
    'deque([1, 4, 3, 2, 7], maxlen=5)',
], lines
lines.clear()
d.insert
