# Readers of a dict see each key's old or new value while writers replace and grow it.
import threading

d = {k: (k, 0) for k in range(200)}
stop = threading.Event()
bad = []

def write(seed):
    for version in range(1, 40):
        for k in range(200):
            d[k] = (k, version)
        for extra in range(1000 * seed, 1000 * seed + 200):
            d[extra] = (extra, version)
        for extra in range(1000 * seed, 1000 * seed + 200):
            del d[extra]

def read():
    while not stop.is_set():
        for k in range(200):
            v = d[k]
            if v[0] != k or not 0 <= v[1] < 40:
                bad.append((k, v))
            if d.get(k) is None or k not in d:
                bad.append(k)

readers = [threading.Thread(target=read) for _ in range(4)]
writers = [threading.Thread(target=write, args=(i,)) for i in range(1, 4)]
for t in readers + writers: t.start()
for t in writers: t.join()
stop.set()
for t in readers: t.join()
assert not bad, bad[:3]
assert d == {k: (k, 39) for k in range(200)}
