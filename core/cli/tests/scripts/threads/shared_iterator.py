# One iterator drained by many threads gives only elements it has, and no errors.
import threading

def drain(it):
    T = 6
    got = [[] for _ in range(T)]
    errors = []
    gate = threading.Barrier(T)

    def work(i):
        gate.wait()
        try:
            for x in it:
                got[i].append(x)
        except Exception as e:
            errors.append(e)

    threads = [threading.Thread(target=work, args=(i,)) for i in range(T)]
    for t in threads: t.start()
    for t in threads: t.join()
    return [x for g in got for x in g], errors

N = 5000
for make in (lambda: iter(list(range(N))), lambda: iter(tuple(range(N))), lambda: iter(range(N)), lambda: iter({i: 0 for i in range(N)}), lambda: iter(set(range(N))), lambda: reversed(list(range(N)))):
    values, errors = drain(make())
    assert not errors, errors
    assert set(values) <= set(range(N)) and len(values) >= N - 100, len(values)
for text in ("".join(map(chr, range(256, 1256))),):
    values, errors = drain(iter(text))
    assert not errors and set(values) <= set(text)
