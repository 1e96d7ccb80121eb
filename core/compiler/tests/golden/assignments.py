def f(a, b):
    a = b = c = 1
    a, b = b, a
    a, (b, *c), d = x
    a.b[c] = d
    a.b += 1
    a[b] -= c
    del a.b, c[d], a
