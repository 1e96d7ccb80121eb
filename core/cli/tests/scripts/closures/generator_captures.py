# Generators and comprehensions capture and rebind variables of their function.
def f():
    n = 0

    def gen():
        nonlocal n
        while n < 3:
            n += 1
            yield n

    got = []
    for v in gen():
        got.append((v, n))
        if v == 2:
            n = 10
    return got

print(f())
# expect: [(1, 1), (2, 2)]

def g():
    k = 2
    lazy = (x * k for x in range(3))
    k = 100
    return list(lazy), [x * k for x in range(2)]

print(g())
# expect: ([0, 100, 200], [0, 100])

def h():
    gens = [(x + i for x in range(2)) for i in (10, 20)]
    return [list(g) for g in gens]

print(h())
# expect: [[20, 21], [20, 21]]
