# Recursion through generators, comprehensions and lazy iterators is limited too.
def gen(n):
    yield n
    yield from gen(n + 1)

def count(it):
    n = 0
    try:
        for _ in it:
            n += 1
    except RecursionError:
        return n
    return -1

print(count(gen(0)) > 50)
# expect: True

def comp(n): return [comp(n + 1) for _ in [0]]
def genexp(n): return next(genexp(n + 1) for _ in [0])
def mapped(n): return next(map(mapped, [n + 1]))
def by_sort(n): return sorted([n, n + 1], key=by_sort)
def by_filter(n): return next(filter(by_filter, [n]))
def by_max(n): return max([n, n], key=by_max)
def by_eval(n): return eval("by_eval(n + 1)", globals(), {"n": n})
async def coro(n): return await coro(n + 1)

for f in (comp, genexp, mapped, by_sort, by_filter, by_max, by_eval, lambda n: coro(n).send(None)):
    try:
        f(0)
    except RecursionError:
        print("RecursionError")
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
# expect: RecursionError
it = iter([1])
for _ in range(20_000):
    it = map(lambda x: x, it)
try:
    next(it)
except RecursionError:
    print("deep map")
