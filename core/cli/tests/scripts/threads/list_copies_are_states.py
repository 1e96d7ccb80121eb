# A copy or slice of a list that others append to is a state the list had: a prefix in order.
import threading

l = []
stop = threading.Event()
bad = []

def grow():
    for i in range(6000):
        l.append(i)

def snap():
    while not stop.is_set():
        for copy in (l[:], list(l), l.copy(), [*l], tuple(l), l + []):
            if copy and (copy[-1] != len(copy) - 1 or copy[len(copy) // 2] != len(copy) // 2):
                bad.append(len(copy))

readers = [threading.Thread(target=snap) for _ in range(3)]
writer = threading.Thread(target=grow)
for t in readers: t.start()
writer.start()
writer.join()
stop.set()
for t in readers: t.join()
assert not bad and l == list(range(6000)), bad[:3]
