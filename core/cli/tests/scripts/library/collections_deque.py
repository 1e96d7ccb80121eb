# deque: both ends, rotation, bounds, indexing, errors.
from collections import deque

d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0)
print(d, d.maxlen, d.pop(), d.popleft(), d, len(d))
# expect: deque([2, 3], maxlen=4) 4 4 0 deque([2, 3], maxlen=4) 2
d.extend([7, 8, 9]); d.extendleft("ab")
print(d, d[0], d[-1], d.index(8) if 8 in d else None, d.count("a"))
# expect: deque(['b', 'a', 3, 7], maxlen=4) b 7 None 1
d.rotate(1); print(d)
# expect: deque([7, 'b', 'a', 3], maxlen=4)
d.rotate(-2); print(d)
# expect: deque(['a', 3, 7, 'b'], maxlen=4)
d[1] = "set"; del d[0]; d.insert(1, "ins"); d.reverse()
print(d, d.copy() == d, deque("ab") + deque("c"), deque([1]) * 3, deque([1, 2]) < deque([1, 3]), list(reversed(deque("xyz"))))
# expect: deque(['b', 7, 'ins', 'set'], maxlen=4) True deque(['a', 'b', 'c']) deque([1, 1, 1]) True ['z', 'y', 'x']
for bad in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque().remove(1), lambda: deque([1], maxlen=-1), lambda: deque([1, 2], maxlen=2).insert(0, 3), lambda: hash(deque()), lambda: deque([1])[0:1], lambda: deque().index(1)):
    try:
        bad()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: IndexError pop from an empty deque
# expect: IndexError pop from an empty deque
# expect: IndexError deque index out of range
# expect: ValueError deque.remove(x): x not in deque
# expect: ValueError maxlen must be non-negative
# expect: IndexError deque already at its maximum size
# expect: TypeError unhashable type: 'collections.deque'
# expect: TypeError sequence index must be integer, not 'slice'
# expect: ValueError deque.index(x): x not in deque
d = deque([1, 2, 3])
try:
    for x in d: d.append(x)
except RuntimeError as e:
    print(e)
    # expect: deque mutated during iteration
