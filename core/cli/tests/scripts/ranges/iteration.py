# Range iterators: independence, length hints, loops that change their variable.
r = range(3)
a, b = iter(r), iter(r)
print(next(a), next(a), next(b), list(a), list(b), next(a, "end"), a.__length_hint__(), iter(range(5)).__length_hint__())
# expect: 0 1 0 [2] [1, 2] end 0 5
out = []
for i in range(5):
    out.append(i)
    i = 100
print(out, i)
# expect: [0, 1, 2, 3, 4] 100
print([(i, j) for i in range(3) for j in range(i, 3)], sum(i for i in range(10 ** 5) if i % 7 == 0), [*range(3), *range(2)], dict(zip(range(2), "ab")))
# expect: [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)] 714264285 [0, 1, 2, 0, 1] {0: 'a', 1: 'b'}
n = 0
for i in range(200_000):
    n += i & 3
print(n)
# expect: 300000
for i in range(10, 0, -3):
    print(i, end=" ")
else:
    print("done")
# expect: 10 7 4 1 done
