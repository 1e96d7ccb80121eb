"""deque, queue.Queue, SimpleQueue and PriorityQueue between all threads: everything arrives once, in order."""

import collections
import queue

from _crowd import Dice, crowd, passed

d = collections.deque()
q, simple, priority = queue.Queue(maxsize=100), queue.SimpleQueue(), queue.PriorityQueue()


def produce(me, going):
    n = 0
    while going():
        d.append((me, n))
        simple.put((me, n))
        priority.put((n % 7, me, n))
        try:
            q.put((me, n), timeout=0.01)
        except queue.Full:
            d.append((me, n, "full"))
        n += 1
        while len(d) > 5000 and going():
            len(d)
    return n, [], [], [], []


def consume(me, going):
    dice = Dice(me)
    out = [[], [], [], []]
    while going():
        try:
            match dice.roll(4):
                case 0:
                    out[0].append(d.popleft())
                case 1:
                    out[1].append(q.get(timeout=0.005))
                case 2:
                    out[2].append(simple.get_nowait())
                case 3:
                    out[3].append(priority.get_nowait())
        except (IndexError, queue.Empty):
            pass
    return 0, *out


results = crowd(produce, consume)
made = {(me, r[0]) for me, r in enumerate(results)}
left = [list(d), [], [], []]
while not q.empty():
    left[1].append(q.get_nowait())
while not simple.empty():
    left[2].append(simple.get_nowait())
while not priority.empty():
    left[3].append(priority.get_nowait())
expected = {(me, n) for me, count in made for n in range(count)}
from_deque = [x for r in results for x in r[1]] + left[0]
from_queue = [x for r in results for x in r[2]] + left[1] + [x[:2] for x in from_deque if len(x) == 3]
from_simple = [x for r in results for x in r[3]] + left[2]
from_priority = [x[1:] for r in results for x in r[4]] + [x[1:] for x in left[3]]
for name, got in (("deque", [x for x in from_deque if len(x) == 2]), ("queue", from_queue), ("simple", from_simple), ("priority", from_priority)):
    assert len(got) == len(expected) and set(got) == expected, (name, len(got), len(expected))
for r in results:
    for got in (r[2], r[3]):
        last = {}
        for me, n in got:
            assert last.get(me, -1) < n, "out of order"
            last[me] = n
assert left[3] == sorted(left[3])
passed("queues", items=len(expected))
# expect: queues: passed
