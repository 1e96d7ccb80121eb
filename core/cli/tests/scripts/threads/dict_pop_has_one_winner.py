# pop of one key, remove of one element: exactly one thread gets it.
import threading

N, T = 500, 8
d = {n: n for n in range(N)}
s = set(range(N))
l = list(range(N))
wins = {"dict": [], "set": [], "list": [], "del": []}
e = {n: n for n in range(N)}
gate = threading.Barrier(T)

def work(i):
    gate.wait()
    for n in range(N):
        if d.pop(n, None) is not None:
            wins["dict"].append(n)
        try:
            s.remove(n)
            wins["set"].append(n)
        except KeyError:
            pass
        try:
            l.remove(n)
            wins["list"].append(n)
        except ValueError:
            pass
        try:
            del e[n]
            wins["del"].append(n)
        except KeyError:
            pass

threads = [threading.Thread(target=work, args=(i,)) for i in range(T)]
for t in threads: t.start()
for t in threads: t.join()
assert not d and not s and not l and not e
for name, won in wins.items():
    assert sorted(won) == list(range(N)), (name, len(won))
