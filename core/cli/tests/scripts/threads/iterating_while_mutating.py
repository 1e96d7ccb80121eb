# Iterating a container that others change gives elements or a RuntimeError, and never crashes.
import threading

l, d, s = list(range(100)), {i: i for i in range(100)}, set(range(100))
stop = threading.Event()
outcomes = []

def mutate(seed):
    x = seed
    for _ in range(3000):
        x = (x * 1103515245 + 12345) % 2 ** 31
        k = x >> 8 & 127
        if x & 1 << 20:
            l.append(k); d[k] = k; s.add(k)
        else:
            if len(l) > 10: l.pop()
            d.pop(k, None); s.discard(k)

def read():
    while not stop.is_set():
        for v in l:
            assert type(v) is int
        for c in (d, s, d.values(), d.items()):
            try:
                for v in c:
                    assert type(v) in (int, tuple)
            except RuntimeError as e:
                outcomes.append(str(e))
        assert all(type(v) is int for v in list(l)) and len(l[:]) >= 0
        assert all(k == v for k, v in list(d.items())) and all(type(v) is int for v in s.copy())
        sorted(l); d.copy(); len(s | {1}); sum(l); str(l)[:5]; 5 in l; 5 in d; 5 in s

readers = [threading.Thread(target=read) for _ in range(3)]
writers = [threading.Thread(target=mutate, args=(i,)) for i in range(5)]
for t in readers + writers: t.start()
for t in writers: t.join()
stop.set()
for t in readers: t.join()
assert set(outcomes) <= {"dictionary changed size during iteration", "Set changed size during iteration", "dictionary keys changed during iteration"}, set(outcomes)
