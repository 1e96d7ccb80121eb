# Adds, discards and pops of one set by many threads.
import threading

N, T = 1000, 8
s = set()
gate = threading.Barrier(T)

def add(i):
    gate.wait()
    for n in range(N):
        s.add((i, n))
        s.add(("common", n))
        s.discard((i, n - 10))

threads = [threading.Thread(target=add, args=(i,)) for i in range(T)]
for t in threads: t.start()
for t in threads: t.join()
assert s == {(i, n) for i in range(T) for n in range(N - 10, N)} | {("common", n) for n in range(N)}
size = len(s)
popped = [[] for _ in range(T)]

def pop(i):
    gate.wait()
    while True:
        try:
            popped[i].append(s.pop())
        except KeyError:
            return

threads = [threading.Thread(target=pop, args=(i,)) for i in range(T)]
for t in threads: t.start()
for t in threads: t.join()
everything = [x for p in popped for x in p]
assert not s and len(everything) == size == len(set(everything))
