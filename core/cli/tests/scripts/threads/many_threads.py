# Hundreds of threads, started in waves and from within each other.
import threading

results = []

def leaf(n): results.append(n)

def branch(n, depth):
    if depth == 0:
        return leaf(n)
    children = [threading.Thread(target=branch, args=(n * 2 + i, depth - 1)) for i in range(2)]
    for c in children: c.start()
    for c in children: c.join()

branch(0, 5)
assert sorted(results) == list(range(32)), len(results)
results.clear()
for wave in range(10):
    threads = [threading.Thread(target=leaf, args=((wave, i),)) for i in range(20)]
    for t in threads: t.start()
    for t in threads: t.join()
assert sorted(results) == [(w, i) for w in range(10) for i in range(20)]
chain = []

def link(n):
    chain.append(n)
    if n:
        t = threading.Thread(target=link, args=(n - 1,))
        t.start()
        t.join()

link(30)
assert chain == list(range(30, -1, -1))
