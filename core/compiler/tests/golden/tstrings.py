def f(x):
    return t"a{x}b{x!r:>{x}}"
