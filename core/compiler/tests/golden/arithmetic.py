def f(a, b):
    c = a + b * 2 - 1
    c += 1
    c //= b
    return -c ** (a @ b)
