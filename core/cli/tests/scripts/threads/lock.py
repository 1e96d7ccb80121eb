# Lock: mutual exclusion, non-blocking and timed acquisition, release by another thread.
import threading
import time

lock = threading.Lock()
print(lock.acquire(), lock.locked(), lock.acquire(blocking=False), lock.acquire(timeout=0.01), lock.release(), lock.locked())
# expect: True True False False None False
try:
    lock.release()
except RuntimeError as e:
    print(e)
    # expect: release unlocked lock
for bad in (lambda: lock.acquire(False, 1), lambda: lock.acquire(timeout=-2)):
    try:
        bad()
    except ValueError as e:
        print(e)
# expect: can't specify a timeout for a non-blocking call
# expect: timeout value must be a non-negative number
lock.acquire()
t = threading.Thread(target=lock.release)
t.start()
print(lock.acquire(timeout=30))
# expect: True
t.join()
lock.release()
counter = 0

def add():
    global counter
    for _ in range(2000):
        with lock:
            value = counter
            counter = value + 1

threads = [threading.Thread(target=add) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(counter)
# expect: 16000
start = time.monotonic()
lock.acquire()
print(lock.acquire(timeout=0.05), time.monotonic() - start >= 0.04)
# expect: False True
