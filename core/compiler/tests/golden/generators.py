def g(xs):
    x = yield 1
    yield from xs
    return (y * 2 for y in xs if y)
