def f(a, b, c):
    if a < b <= c() and not a is None:
        return a in b
    return a < b() < c
