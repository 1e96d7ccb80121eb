# Objects made in one thread and dropped in another are finalised exactly once.
import gc
import threading
import time

count = []

class D:
    def __del__(self): count.append(1)

def make(n): return [D() for _ in range(n)]

boxes = []
makers = [threading.Thread(target=lambda: boxes.append(make(200))) for _ in range(6)]
for t in makers: t.start()
for t in makers: t.join()
assert len(boxes) == 6 and not count

def drop(box):
    while box:
        box.pop()

droppers = [threading.Thread(target=drop, args=(b,)) for b in boxes]
for t in droppers: t.start()
for t in droppers: t.join()
for _ in range(200):
    gc.collect()
    if len(count) == 1200:
        break
    time.sleep(0.005)
assert len(count) == 1200, len(count)

def ring():
    for _ in range(100):
        a, b = D(), D()
        a.other, b.other = b, a

threads = [threading.Thread(target=ring) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
for _ in range(200):
    gc.collect()
    if len(count) == 2000:
        break
    time.sleep(0.005)
assert len(count) == 2000, len(count)
