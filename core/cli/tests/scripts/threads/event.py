# Event: wait, set, clear, timeouts, many waiters.
import threading

e = threading.Event()
print(e.is_set(), e.wait(0.01), e.set(), e.is_set(), e.wait(), e.wait(0))
# expect: False False None True True True
e.clear()
woken = []
ready = threading.Barrier(9)

def waiter(i):
    ready.wait()
    woken.append((i, e.wait(30)))

threads = [threading.Thread(target=waiter, args=(i,)) for i in range(8)]
for t in threads: t.start()
ready.wait()
e.set()
for t in threads: t.join()
print(sorted(woken) == [(i, True) for i in range(8)])
# expect: True
a, b, log = threading.Event(), threading.Event(), []

def ping():
    for i in range(50):
        a.wait(); a.clear()
        log.append("ping")
        b.set()

def pong():
    for i in range(50):
        b.wait(); b.clear()
        log.append("pong")
        a.set()

threads = [threading.Thread(target=f) for f in (ping, pong)]
for t in threads: t.start()
a.set()
for t in threads: t.join()
print(log == ["ping", "pong"] * 50)
# expect: True
