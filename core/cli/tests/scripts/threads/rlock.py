# RLock: its owner may take it again; only the owner may release it.
import threading

r = threading.RLock()
with r:
    with r:
        print(r.acquire(blocking=False))
        # expect: True
        r.release()
errors = []

def other():
    errors.append(r.acquire(blocking=False))
    try:
        r.release()
    except RuntimeError as e:
        errors.append(str(e))

def run(f):
    t = threading.Thread(target=f)
    t.start()
    t.join()

r.acquire()
run(other)
print(errors)
# expect: [False, 'cannot release un-acquired lock']
r.release()
errors.clear()
run(lambda: errors.append(r.acquire(blocking=False)) or r.release())
print(errors)
# expect: [True]
try:
    r.release()
except RuntimeError as e:
    print(e)
    # expect: cannot release un-acquired lock
total = 0

def recurse(n):
    global total
    with r:
        total += 1
        if n:
            recurse(n - 1)

threads = [threading.Thread(target=lambda: [recurse(5) for _ in range(100)]) for _ in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(total)
# expect: 4800
