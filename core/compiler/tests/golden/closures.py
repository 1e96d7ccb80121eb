def f(a):
    def g():
        return a, b
    b = 1
    del b
    class C:
        a = a
    return g
