# Appends and pops of one list by many threads lose and double nothing.
import threading

N, T = 2000, 8
shared = []
gate = threading.Barrier(T)

def append(i):
    gate.wait()
    for n in range(N):
        shared.append((i, n))

threads = [threading.Thread(target=append, args=(i,)) for i in range(T)]
for t in threads: t.start()
for t in threads: t.join()
assert len(shared) == N * T and len(set(shared)) == N * T
for i in range(T):
    assert [n for j, n in shared if j == i] == list(range(N))
popped = [[] for _ in range(T)]

def pop(i):
    gate.wait()
    while True:
        try:
            popped[i].append(shared.pop())
        except IndexError:
            return

threads = [threading.Thread(target=pop, args=(i,)) for i in range(T)]
for t in threads: t.start()
for t in threads: t.join()
everything = [x for p in popped for x in p]
assert shared == [] and len(everything) == N * T and len(set(everything)) == N * T
