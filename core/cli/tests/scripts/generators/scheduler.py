# Generators as coroutines: a round-robin scheduler with messages and child tasks.
from_tasks = []

def worker(name, n):
    for i in range(n):
        from_tasks.append((name, i))
        yield
    return n

def parent():
    children = yield ("spawn", worker("c1", 1), worker("c2", 2))
    from_tasks.append(("children", children))
    yield from worker("p", 2)
    return "parent done"

def run(*tasks):
    queue = [(t, None) for t in tasks]
    results = []
    while queue:
        task, value = queue.pop(0)
        try:
            request = task.send(value)
        except StopIteration as e:
            results.append(e.value)
            continue
        if request:
            queue.extend((child, None) for child in request[1:])
            queue.append((task, len(request) - 1))
        else:
            queue.append((task, None))
    return results

print(run(parent(), worker("w", 3)))
# expect: [1, 2, 'parent done', 3]
print(from_tasks)
# expect: [('w', 0), ('c1', 0), ('c2', 0), ('children', 2), ('p', 0), ('w', 1), ('c2', 1), ('p', 1), ('w', 2)]
