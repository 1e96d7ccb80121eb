# Threads set, read and delete attributes of shared instances: every read sees a value that was set.
import threading

class C:
    def __init__(self): self.x = self.y = 0

c = C()
errors = []
gate = threading.Barrier(8)

def work(i):
    gate.wait()
    for n in range(1500):
        c.x = (i, n)
        v = c.x
        if not (type(v) is tuple and v[0] in range(8) and v[1] in range(1500)):
            errors.append(v)
        setattr(c, f"own{i}", n)
        if getattr(c, f"own{i}") != n:
            errors.append((i, n))
        setattr(c, f"temp{i}_{n % 5}", n)
        delattr(c, f"temp{i}_{n % 5}")
        if hasattr(c, f"temp{i}_{n % 5}"):
            errors.append("came back")

threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
assert not errors, errors[:3]
assert all(getattr(c, f"own{i}") == 1499 for i in range(8))
assert sorted(vars(c)) == sorted(["x", "y"] + [f"own{i}" for i in range(8)])
