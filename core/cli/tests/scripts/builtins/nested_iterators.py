# Chains of lazy built-ins work element by element.
log = []

def src(n):
    for i in range(n):
        log.append(i)
        yield i

chain = enumerate(map(lambda p: p[0] * p[1], filter(lambda p: p[0] % 2, zip(src(10), src(10)))))
print(next(chain), log)
# expect: (0, 1) [0, 0, 1, 1]
print(list(chain))
# expect: [(1, 9), (2, 25), (3, 49), (4, 81)]
nested = map(lambda x: list(map(lambda y: x * y, range(3))), range(3))
print(list(nested))
# expect: [[0, 0, 0], [0, 1, 2], [0, 2, 4]]
it = iter(range(10))
print(list(zip(it, map(lambda x: -x, it), filter(None, it))))
# expect: [(0, -1, 2), (3, -4, 5), (6, -7, 8)]
print(sum(map(len, filter(None, map(str.strip, [" a ", "", "bcd"])))), sorted(zip(*[iter("fedcba")] * 2)), max(enumerate("hello"), key=lambda p: p[1]), any(map(lambda x: x > 8, range(10 ** 9))))
# expect: 4 [('b', 'a'), ('d', 'c'), ('f', 'e')] (4, 'o') True
deep = iter(range(5))
for _ in range(500):
    deep = map(lambda x: x + 1, deep)
print(list(deep))
# expect: [500, 501, 502, 503, 504]
