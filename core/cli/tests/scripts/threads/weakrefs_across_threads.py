# Weak references called while other threads drop the last strong one give the object or None.
import gc
import threading
import weakref

class C:
    def __init__(self, n): self.n = n

bad = []
dead = []

def race(round):
    c = C(round)
    ref = weakref.ref(c, lambda r: dead.append(round))
    box = [c]
    del c
    gate = threading.Barrier(4)

    def look():
        gate.wait()
        for _ in range(20):
            o = ref()
            if o is None:
                return
            if o.n != round:
                bad.append(round)

    def drop():
        gate.wait()
        box.clear()

    threads = [threading.Thread(target=look) for _ in range(3)] + [threading.Thread(target=drop)]
    for t in threads: t.start()
    for t in threads: t.join()
    gc.collect()
    if ref() is not None:
        bad.append(("alive", round))

for round in range(40):
    race(round)
assert not bad, bad[:3]
assert sorted(dead) == list(range(40)), len(dead)
