# __del__ of objects in cycles runs once, even if it brings the cycle back.
import gc
import time
import weakref


def settle(done):
    """Collects until `done()`, with patience for a collection that another thread is running."""
    for _ in range(200):
        gc.collect()
        if done():
            return
        time.sleep(0.001)

log = []

class D:
    def __init__(self, name): self.name = name
    def __del__(self): log.append(self.name)

def ring(*names):
    nodes = [D(n) for n in names]
    for a, b in zip(nodes, nodes[1:] + nodes[:1]):
        a.next = b

ring("a", "b", "c")
settle(lambda: len(log) == 3)
print(sorted(log))
# expect: ['a', 'b', 'c']
log.clear()
saved = []

class Lazarus:
    def __del__(self):
        log.append("del")
        saved.append(self)

def make():
    x, y = Lazarus(), Lazarus()
    x.other, y.other = y, x
    return weakref.ref(x)

r = make()
settle(lambda: len(log) == 2)
print(log, len(saved), saved[0].other.other is saved[0])
# expect: ['del', 'del'] 2 True
saved.clear()
settle(lambda: r() is None)
print(log, saved, r())
# expect: ['del', 'del'] [] None

class Raises:
    def __init__(self): self.me = self
    def __del__(self): log.append("ran")

log.clear()
for _ in range(100): Raises()
settle(lambda: len(log) == 100)
print(len(log))
# expect: 100
