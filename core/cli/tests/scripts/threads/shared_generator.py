# A generator resumed by two threads at once says so, and otherwise works.
import threading

def gen(n):
    for i in range(n):
        yield i

g = gen(5000)
got, errors = [], []

def work():
    while True:
        try:
            got.append(next(g))
        except StopIteration:
            return
        except ValueError as e:
            errors.append(str(e))

threads = [threading.Thread(target=work) for _ in range(6)]
for t in threads: t.start()
for t in threads: t.join()
assert set(errors) <= {"generator already executing"}, set(errors)
assert sorted(got) == list(range(5000)), len(got)
lock = threading.Lock()
h = gen(2000)
locked = []

def careful():
    while True:
        with lock:
            x = next(h, None)
        if x is None:
            return
        locked.append(x)

threads = [threading.Thread(target=careful) for _ in range(6)]
for t in threads: t.start()
for t in threads: t.join()
assert sorted(locked) == list(range(2000))
