@deco
@deco2(1)
def f(a, /, b=1, *args, c=2, d, **kw) -> int:
    "Doc."
    def inner():
        nonlocal b
        b = a
        return c
    return lambda x=b: x + a
