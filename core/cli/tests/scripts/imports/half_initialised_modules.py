# mode: main-only (takes modules out of sys.modules, and counts on the import lock being free)
# Threads that import one module at once all get it whole, and the import lock nests.
import _imp
import os
import sys
import tempfile
import threading

assert not _imp.lock_held()
_imp.acquire_lock()
_imp.acquire_lock()
assert _imp.lock_held()
_imp.release_lock()
assert _imp.lock_held()
_imp.release_lock()
try:
    _imp.release_lock()
    raise SystemExit("a lock that is not held is released")
except RuntimeError as e:
    assert str(e) == "not holding the import lock", e

folder = tempfile.mkdtemp()
sys.path.insert(0, folder)
for name, other in (("half_a", "half_b"), ("half_b", "half_c"), ("half_c", None)):
    with open(os.path.join(folder, name + ".py"), "w") as f:
        if other:
            f.write(f"import {other}\n")
        f.write("total = 0\nfor k in range(2000): total += k\n")
        f.write(f"last = {other}.last if {bool(other)} else 'end'\n")

wrong = []


def work(barrier, name):
    barrier.wait()
    try:
        m = __import__(name)
        if m.last != "end":
            wrong.append(m.last)
    except BaseException as e:
        wrong.append(repr(e))


for round in range(60):
    for name in ("half_a", "half_b", "half_c"):
        sys.modules.pop(name, None)
    barrier = threading.Barrier(6)
    threads = [
        threading.Thread(target=work, args=(barrier, name)) for name in ("half_a", "half_b", "half_c") * 2
    ]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
print(wrong)
# expect: []
