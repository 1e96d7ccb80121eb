def f(g, a, *args, **kw):
    g(a, 1, x=a)
    g.method(a, key=2)
    g(*args)
    g(a, *args, k=1, **kw)
    return g.x.y()
