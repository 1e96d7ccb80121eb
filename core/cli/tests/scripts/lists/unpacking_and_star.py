# Lists in calls, displays, assignments and returns.
a = [1, 2, 3]
first, *rest = a
*init, last = a
x, y, z = a
print(first, rest, init, last, x, y, z)
# expect: 1 [2, 3] [1, 2] 3 1 2 3
a[0], a[2] = a[2], a[0]
print(a, [*a, *a], [*a][1:], (lambda *args: args)(*a, *a[:1]))
# expect: [3, 2, 1] [3, 2, 1, 3, 2, 1] [2, 1] (3, 2, 1, 3)
[p, [q, *r], *s] = [1, "abc", 4, 5]
print(p, q, r, s)
# expect: 1 a ['b', 'c'] [4, 5]
for i, (b, *c) in enumerate([[1, 2, 3], "xy", (7,)]):
    print(i, b, c)
# expect: 0 1 [2, 3]
# expect: 1 x ['y']
# expect: 2 7 []
i = 0
i, a[i] = 2, "new"
print(a)
# expect: [3, 2, 'new']
def swap(l, i, j):
    l[i], l[j] = l[j], l[i]
    return l
print(swap([1, 2, 3], 0, -1), [v for v, in [[1], (2,), "3"]])
# expect: [3, 2, 1] [1, 2, '3']
head, *_ = range(10 ** 5)
print(head, len(_))
# expect: 0 99999
