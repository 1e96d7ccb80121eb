# threading.local: every thread has its own attributes, made by __init__ anew.
import threading

data = threading.local()
data.x = "main"
seen = []
barrier = threading.Barrier(8)

def work(i):
    before = hasattr(data, "x")
    data.x = i
    barrier.wait()
    seen.append((before, data.x == i, vars(data) == {"x": i}))
    del data.x
    seen.append(hasattr(data, "x"))

threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(seen.count((False, True, True)), seen.count(False), data.x)
# expect: 8 8 main

class Mine(threading.local):
    shared = []
    def __init__(self, start):
        self.value = start
        self.shared.append(start)
    def bump(self):
        self.value += 1
        return self.value

m = Mine(10)
m.bump()
results = []
threads = [threading.Thread(target=lambda: results.append((m.bump(), m.bump()))) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(results, m.value, len(Mine.shared))
# expect: [(11, 12), (11, 12), (11, 12), (11, 12)] 11 5
try:
    threading.local(5)
except TypeError as e:
    print(e)
    # expect: Initialization arguments are not supported
