# Thread subclasses with run, and Timer.
import threading

class Summer(threading.Thread):
    def __init__(self, numbers):
        super().__init__()
        self.numbers, self.total = numbers, None
    def run(self):
        self.total = sum(self.numbers)

threads = [Summer(range(i * 1000)) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join(30)
print([t.total for t in threads] == [sum(range(i * 1000)) for i in range(8)])
# expect: True
fired = threading.Event()
args = []
timer = threading.Timer(0.01, lambda *a, **k: (args.append((a, k)), fired.set()), args=[1], kwargs={"k": 2})
timer.start()
print(fired.wait(30), args)
# expect: True [((1,), {'k': 2})]
timer.join()
cancelled = threading.Timer(60, fired.set)
cancelled.start()
cancelled.cancel()
cancelled.join(30)
print(cancelled.is_alive(), cancelled.finished.is_set())
# expect: False True

class NoInit(threading.Thread):
    def __init__(self): pass

try:
    NoInit().start()
except RuntimeError as e:
    print(e)
    # expect: thread.__init__() not called
