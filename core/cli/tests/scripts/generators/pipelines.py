# Chains of generators pull one item at a time through all stages.
log = []

def source(n):
    for i in range(n):
        log.append(f"make {i}")
        yield i

def square(it):
    for x in it:
        log.append(f"square {x}")
        yield x * x

def odd(it):
    for x in it:
        if x % 2:
            yield x

p = odd(square(source(1000)))
print(next(p), log)
# expect: 1 ['make 0', 'square 0', 'make 1', 'square 1']
print(next(p), len(log))
# expect: 9 8

def primes():
    def sieve(it):
        p = next(it)
        yield p
        yield from sieve(x for x in it if x % p)
    def count(n):
        while True:
            yield n
            n += 1
    return sieve(count(2))

print([p for _, p in zip(range(25), primes())])
# expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97]
