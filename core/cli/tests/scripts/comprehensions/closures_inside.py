# Functions made in a comprehension share its variable, unless it is bound as a default.
print([f() for f in [lambda: i for i in range(3)]])
# expect: [2, 2, 2]
print([f() for f in [lambda i=i: i for i in range(3)]])
# expect: [0, 1, 2]
print([f(10) for f in [(lambda k: lambda x: x + k)(k) for k in range(3)]])
# expect: [10, 11, 12]

def f(n):
    return [[n * i + j for j in range(n)] for i in range(n)]

print(f(2))
# expect: [[0, 1], [2, 3]]

def g():
    acc = 0
    fs = [lambda: acc + i for i in range(2)]
    acc = 100
    return [h() for h in fs]

print(g())
# expect: [101, 101]

class C:
    base = 10
    items = [1, 2]
    ok = [x for x in items]
    made = [lambda: x for x in items]

print(C.ok, [m() for m in C.made])
# expect: [1, 2] [2, 2]
