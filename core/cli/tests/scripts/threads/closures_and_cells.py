# A cell shared by threads: updates under a lock are all there, reads never see anything else.
import threading

def make():
    count, latest = 0, None
    lock = threading.Lock()

    def bump(who):
        nonlocal count, latest
        for n in range(1000):
            with lock:
                count += 1
            latest = (who, n)
            w, m = latest
            assert w in range(8) and m in range(1000)

    return bump, lambda: (count, latest)

bump, state = make()
threads = [threading.Thread(target=bump, args=(i,)) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
count, latest = state()
print(count, latest[1])
# expect: 8000 999
