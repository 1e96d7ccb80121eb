"""Locks, conditions, events and semaphores under 16 threads: exclusion holds and nobody is forgotten."""

import threading

from _crowd import THREADS, Dice, crowd, passed

lock, rlock = threading.Lock(), threading.RLock()
condition, semaphore = threading.Condition(), threading.BoundedSemaphore(3)
counter = {"lock": 0, "rlock": 0, "sem": 0, "peak": 0}
tokens = []


def count(me, going):
    dice, n, r, put, got = Dice(me), 0, 0, 0, 0
    while going():
        match dice.roll(6):
            case 0:
                with lock:
                    v = counter["lock"]
                    counter["lock"] = v + 1
                n += 1
            case 1:
                if lock.acquire(blocking=False):
                    try:
                        counter["lock"] += 1
                        n += 1
                    finally:
                        lock.release()
            case 2:
                with rlock, rlock:
                    v = counter["rlock"]
                    with rlock:
                        counter["rlock"] = v + 1
                r += 1
            case 3:
                with semaphore:
                    with lock:
                        counter["sem"] += 1
                        counter["peak"] = max(counter["peak"], counter["sem"])
                    with lock:
                        counter["sem"] -= 1
            case 4:
                with condition:
                    tokens.append(me)
                    put += 1
                    condition.notify()
            case 5:
                with condition:
                    if condition.wait_for(lambda: tokens, timeout=0.002):
                        tokens.pop()
                        got += 1
    return n, r, put, got


results = crowd(count)
assert counter["lock"] == sum(r[0] for r in results), (counter, sum(r[0] for r in results))
assert counter["rlock"] == sum(r[1] for r in results)
assert counter["sem"] == 0 and counter["peak"] <= 3
assert sum(r[2] for r in results) == sum(r[3] for r in results) + len(tokens)
assert not lock.locked() and lock.acquire(blocking=False) and rlock.acquire(blocking=False) and THREADS
passed("locks", counted=counter["lock"] + counter["rlock"], passed_on=sum(r[3] for r in results))
# expect: locks: passed
