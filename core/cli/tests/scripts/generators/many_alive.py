# Thousands of suspended generators at once, each with its own state.
def counter(start):
    n = start
    while True:
        step = yield n
        n += step or 1

gens = [counter(i) for i in range(3000)]
first = [next(g) for g in gens]
second = [g.send(10) for g in gens]
assert first == list(range(3000))
assert second == [i + 10 for i in range(3000)]
for g in gens[::2]:
    g.close()
assert all(next(g, None) is None for g in gens[::2])
assert all(next(g) == 2 * i + 1 + 11 for i, g in enumerate(gens[1::2]))

def deep(n):
    if n:
        yield from deep(n - 1)
    yield n

assert list(deep(200)) == list(range(201))
