def f(a):
    with a() as x, a.b:
        return x
