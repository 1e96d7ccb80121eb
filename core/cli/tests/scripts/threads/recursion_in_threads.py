# Every thread has its own depth: deep recursion in many threads ends in RecursionError in each.
import threading

outcomes = []
gate = threading.Barrier(6)

def down(n): return 1 + down(n + 1)

def work(i):
    gate.wait()
    for _ in range(2):
        try:
            down(0)
        except RecursionError:
            outcomes.append("RecursionError")
    def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
    outcomes.append(depth(300))

threads = [threading.Thread(target=work, args=(i,)) for i in range(6)]
for t in threads: t.start()
for t in threads: t.join()
print(outcomes.count("RecursionError"), outcomes.count(300))
# expect: 12 6
