# deque: what an iterator notices
from _collections import deque, defaultdict

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


def mut(f, init=range(4), maxlen=None):
    d = deque(init, maxlen)
    it = iter(d)
    next(it)
    try:
        f(d)
    except Exception as e:
        lines.append(' '.join(map(str, [e])))
    try:
        lines.append(' '.join(map(str, [next(it)])))
    except Exception as e:
        lines.append(' '.join(map(str, [repr(e)])))
for n, f in dict(setitem=lambda d: d.__setitem__(1, 9), rotate=lambda d: d.rotate(1), rot0=lambda d: d.rotate(0), rotlen=lambda d: d.rotate(4), reverse=lambda d: d.reverse(), insert=lambda d: d.insert(1, 1), delitem=lambda d: d.__delitem__(3), remove=lambda d: d.remove(9), remove3=lambda d: d.remove(3), ext=lambda d: d.extend([]), imul=lambda d: d.__imul__(1), clear=lambda d: d.clear(), del0=lambda d: d.__delitem__(-1)).items():
    lines.append(' '.join(map(str, [n])))
    mut(f)
assert lines == [
    'setitem',
    '9',
    'rotate',
    "RuntimeError('deque mutated during iteration')",
    'rot0',
    "RuntimeError('deque mutated during iteration')",
    'rotlen',
    "RuntimeError('deque mutated during iteration')",
    'reverse',
    '2',
    'insert',
    "RuntimeError('deque mutated during iteration')",
    'delitem',
    "RuntimeError('deque mutated during iteration')",
    'remove',
    'deque.remove(x): x not in deque',
    '1',
    'remove3',
    "RuntimeError('deque mutated during iteration')",
    'ext',
    '1',
    'imul',
    '1',
    'clear',
    "RuntimeError('deque mutated during iteration')",
    'del0',
    "RuntimeError('deque mutated during iteration')",
], lines
lines.clear()
d = deque([1])
it = iter(d)
next(it)
d.append(1)
try:
    lines.append(' '.join(map(str, [next(it)])))
except BaseException as e:
    lines.append(' '.join(map(str, [repr(e)])))
assert lines == [
    "RuntimeError('deque mutated during iteration')",
], lines
lines.clear()
d = deque([1])
it = iter(d)
next(it)
try:
    next(it)
except BaseException as e:
    lines.append(' '.join(map(str, [repr(e)])))
assert lines == [
    'StopIteration()',
], lines
lines.clear()
d.append(1)
try:
    lines.append(' '.join(map(str, [next(it)])))
except BaseException as e:
    lines.append(' '.join(map(str, [repr(e)])))
assert lines == [
    "RuntimeError('deque mutated during iteration')",
], lines
lines.clear()
lines.append(' '.join(map(str, [deque([1]) == [1], deque([1]) != deque([1]), deque() < deque([1]), deque([1, 2]) >= deque([1, 2])])))
assert lines == [
    'False False True True',
], lines
lines.clear()
