# lru_cache and cache: hits, misses, eviction, typed, clearing, also from many threads.
from functools import cache, lru_cache
import threading

calls = []

@lru_cache(maxsize=2)
def f(x, y=0):
    calls.append(x)
    return x * 10

print(f(1), f(1), f(2), f(3), f(1), calls, f.cache_info(), f.cache_parameters())
# expect: 10 10 20 30 10 [1, 2, 3, 1] CacheInfo(hits=1, misses=4, maxsize=2, currsize=2) {'maxsize': 2, 'typed': False}
f.cache_clear()
print(f.cache_info(), f.__wrapped__(5))
# expect: CacheInfo(hits=0, misses=0, maxsize=2, currsize=0) 50

@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)

print(fib(90), fib.cache_info().hits, fib.cache_info().misses)
# expect: 2880067194370816120 88 91

@lru_cache(typed=True)
def t(x): return type(x).__name__

print(t(1), t(1.0), t(True), t.cache_info().misses)
# expect: int float bool 3
try:
    fib([])
except TypeError as e:
    print(e)
    # expect: unhashable type: 'list'

@lru_cache(maxsize=64)
def g(n): return (n, n * n)

bad = []

def work(seed):
    for i in range(1000):
        n = (i * seed) % 100
        if g(n) != (n, n * n): bad.append(n)

threads = [threading.Thread(target=work, args=(s,)) for s in (1, 3, 7, 11, 13, 17)]
for th in threads: th.start()
for th in threads: th.join()
info = g.cache_info()
print(bad, info.hits + info.misses, info.currsize <= 64)
# expect: [] 6000 True
