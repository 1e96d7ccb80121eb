# += on a shared attribute is not atomic, but never loses the type or goes above the number of steps.
import threading

class Box: pass

box = Box()
box.n = 0
gate = threading.Barrier(8)

def bump():
    gate.wait()
    for _ in range(1000):
        box.n += 1

threads = [threading.Thread(target=bump) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
assert type(box.n) is int and 1000 <= box.n <= 8000, box.n
ticket = iter(range(10 ** 9))
lock = threading.Lock()
taken = []

def take():
    for _ in range(500):
        with lock:
            n = next(ticket)
        taken.append(n)

threads = [threading.Thread(target=take) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
assert sorted(taken) == list(range(4000))
