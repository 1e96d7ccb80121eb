# Writes of one dict by many threads all arrive; setdefault gives everybody one winner.
import threading

N, T = 1000, 8
d = {}
winners = [[] for _ in range(T)]
gate = threading.Barrier(T)

def write(i):
    gate.wait()
    for n in range(N):
        d[i, n] = n
        d["shared"] = i
        winners[i].append(d.setdefault(("slot", n), i))
        if n % 3 == 0:
            del d[i, n]

threads = [threading.Thread(target=write, args=(i,)) for i in range(T)]
for t in threads: t.start()
for t in threads: t.join()
assert d["shared"] in range(T)
for i in range(T):
    assert all(((i, n) in d) == (n % 3 != 0) for n in range(N))
assert all(len({winners[i][n] for i in range(T)}) == 1 and winners[0][n] == d["slot", n] for n in range(N))
assert len(d) == T * sum(n % 3 != 0 for n in range(N)) + N + 1
taken = [[] for _ in range(T)]

def take(i):
    gate.wait()
    while True:
        try:
            taken[i].append(d.popitem())
        except KeyError:
            return

threads = [threading.Thread(target=take, args=(i,)) for i in range(T)]
for t in threads: t.start()
for t in threads: t.join()
keys = [k for part in taken for k, v in part]
assert len(d) == 0 and len(keys) == len(set(keys)) == T * sum(n % 3 != 0 for n in range(N)) + N + 1
