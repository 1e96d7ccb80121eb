# Queue, LifoQueue, PriorityQueue, SimpleQueue and shutdown.
import queue
import threading

q, l, p, s = queue.Queue(), queue.LifoQueue(), queue.PriorityQueue(), queue.SimpleQueue()
for x in (3, 1, 2):
    for each in (q, l, p, s):
        each.put(x)
print([q.get() for _ in range(3)], [l.get() for _ in range(3)], [p.get() for _ in range(3)], [s.get() for _ in range(3)], q.empty(), s.qsize())
# expect: [3, 1, 2] [2, 1, 3] [1, 2, 3] [3, 1, 2] True 0
bounded = queue.Queue(maxsize=1)
bounded.put("full")
for action in (lambda: bounded.put_nowait(1), lambda: bounded.put(1, timeout=0.01), lambda: s.get_nowait(), lambda: p.get(block=False), lambda: q.get(timeout=0.01)):
    try:
        action()
    except (queue.Full, queue.Empty) as e:
        print(type(e).__name__)
# expect: Full
# expect: Full
# expect: Empty
# expect: Empty
# expect: Empty
print(bounded.full(), bounded.get())
# expect: True full
try:
    bounded.get(timeout=-1)
except ValueError as e:
    print(e)
    # expect: 'timeout' must be a non-negative number
closing = queue.Queue()
closing.put("left")
closing.shutdown()
print(closing.get())
# expect: left
for action in (closing.get, lambda: closing.put(1)):
    try:
        action()
    except queue.ShutDown:
        print("ShutDown")
# expect: ShutDown
# expect: ShutDown
waiter = queue.Queue()
out = []

def wait():
    try:
        waiter.get()
    except queue.ShutDown:
        out.append("woken")

threads = [threading.Thread(target=wait) for _ in range(4)]
for t in threads: t.start()
waiter.shutdown()
for t in threads: t.join()
print(out)
# expect: ['woken', 'woken', 'woken', 'woken']
