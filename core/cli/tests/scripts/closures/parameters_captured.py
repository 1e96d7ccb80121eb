# Parameters of every kind can be captured and rebound by inner functions.
def f(a, /, b, *args, c, **kw):
    def inner():
        nonlocal a, b, args, c, kw
        a += 1
        b *= 2
        args = args[::-1]
        c = [c]
        kw = {**kw, "more": True}

    inner()
    return a, b, args, c, kw

print(f(1, 2, 3, 4, c=5, d=6))
# expect: (2, 4, (4, 3), [5], {'d': 6, 'more': True})

def g(x):
    def h():
        def i():
            return x
        return i
    x += 1
    return h()()

print(g(1))
# expect: 2
