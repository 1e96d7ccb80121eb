# A pool of workers around queue.Queue: every task done once, results complete.
import queue
import threading

tasks, results = queue.Queue(maxsize=20), queue.Queue()

def worker():
    while True:
        item = tasks.get()
        if item is None:
            tasks.task_done()
            return
        results.put((item, sum(d * d for d in map(int, str(item)))))
        tasks.task_done()

workers = [threading.Thread(target=worker) for _ in range(8)]
for w in workers: w.start()
for n in range(1000):
    tasks.put(n)
tasks.join()
for _ in workers:
    tasks.put(None)
for w in workers: w.join()
collected = sorted(results.get_nowait() for _ in range(results.qsize()))
print(len(collected), collected == [(n, sum(int(d) ** 2 for d in str(n))) for n in range(1000)], tasks.empty())
# expect: 1000 True True
try:
    tasks.get_nowait()
except queue.Empty:
    print("empty")
    # expect: empty
try:
    tasks.get(timeout=0.01)
except queue.Empty:
    print("timed out")
    # expect: timed out
