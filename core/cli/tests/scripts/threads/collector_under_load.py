# Collections forced from several threads while all of them build and drop cycles.
import gc
import threading

class Node:
    def __init__(self, value):
        self.value = value
        self.links = []

def work(seed):
    x = seed
    keep = []
    for n in range(150):
        nodes = [Node((seed, n, i)) for i in range(20)]
        for i, node in enumerate(nodes):
            x = (x * 1103515245 + 12345) % 2 ** 31
            node.links.append(nodes[x >> 8 & 15])
            node.links.append(nodes[i - 1])
        if n % 10 == 0:
            keep.append(nodes[0])
        if n % 25 == 0:
            gc.collect()
    for node in keep:
        seen, todo = set(), [node]
        while todo:
            m = todo.pop()
            if id(m) not in seen:
                seen.add(id(m))
                assert m.value[0] == seed and m.value[1] == node.value[1] and len(m.links) == 2
                todo += m.links
        assert 1 <= len(seen) <= 20
    results.append(len(keep))

results = []
threads = [threading.Thread(target=work, args=(i + 1,)) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(results)
# expect: [15, 15, 15, 15, 15, 15, 15, 15]
