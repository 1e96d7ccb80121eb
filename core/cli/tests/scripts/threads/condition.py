# Condition: wait and notify around a bounded buffer; nothing is lost or doubled.
import threading

class Buffer:
    def __init__(self, size):
        self.items, self.size = [], size
        self.changed = threading.Condition()
    def put(self, x):
        with self.changed:
            self.changed.wait_for(lambda: len(self.items) < self.size)
            self.items.append(x)
            self.changed.notify_all()
    def get(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            x = self.items.pop(0)
            self.changed.notify_all()
            return x

buffer = Buffer(3)
got = []

def produce(i):
    for n in range(50):
        buffer.put((i, n))

def consume():
    for _ in range(50):
        got.append(buffer.get())

threads = [threading.Thread(target=produce, args=(i,)) for i in range(4)] + [threading.Thread(target=consume) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(got) == [(i, n) for i in range(4) for n in range(50)], buffer.items)
# expect: True []
c = threading.Condition()
for bad in (c.notify, c.notify_all, c.wait):
    try:
        bad()
    except RuntimeError as e:
        print(e)
# expect: cannot notify on un-acquired lock
# expect: cannot notify on un-acquired lock
# expect: cannot wait on un-acquired lock
with c:
    print(c.wait(0.01), c.wait_for(lambda: False, timeout=0.01), c.wait_for(lambda: "yes"))
    # expect: False False yes
