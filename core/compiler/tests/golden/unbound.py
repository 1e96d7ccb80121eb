def f(a):
    if a:
        b = 1
    print(b)
    del a
    return a
