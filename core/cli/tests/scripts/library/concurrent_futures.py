# ThreadPoolExecutor: submit, map, exceptions, callbacks, as_completed, shutdown.
from concurrent.futures import FIRST_EXCEPTION, CancelledError, Future, ThreadPoolExecutor, TimeoutError, as_completed, wait
import threading

def square(n): return n * n
def fails(n): raise ValueError(n)

with ThreadPoolExecutor(max_workers=4) as pool:
    futures = [pool.submit(square, i) for i in range(20)]
    print([f.result() for f in futures][:5], list(pool.map(square, range(5))), list(pool.map(pow, [2, 3], [3, 2])))
    # expect: [0, 1, 4, 9, 16] [0, 1, 4, 9, 16] [8, 9]
    bad = pool.submit(fails, 7)
    try:
        bad.result()
    except ValueError as e:
        print(repr(e), bad.exception() is e, bad.done())
        # expect: ValueError(7) True True
    print(sorted(f.result() for f in as_completed(futures)) == [i * i for i in range(20)])
    # expect: True
    seen = []
    f = pool.submit(square, 3)
    f.add_done_callback(lambda fut: seen.append(fut.result()))
    done, pending = wait([f, bad], return_when=FIRST_EXCEPTION)
    gate = threading.Event()
    blocked = [pool.submit(gate.wait) for _ in range(4)]
    queued = pool.submit(square, 9)
    print(queued.cancel(), queued.cancelled())
    # expect: True True
    try:
        blocked[0].result(timeout=0.01)
    except TimeoutError:
        print("timeout")
        # expect: timeout
    gate.set()
try:
    queued.result()
except CancelledError:
    print("cancelled")
    # expect: cancelled
try:
    pool.submit(square, 1)
except RuntimeError as e:
    print(e)
    # expect: cannot schedule new futures after shutdown
print(seen, all(b.result() for b in blocked))
# expect: [9] True
f = Future()
f.set_result("by hand")
print(f.result(), f.running())
# expect: by hand False
