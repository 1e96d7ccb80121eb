def f(a, b):
    return [*a, 1], {**a, "b": b}, {*a, *b}, (a, *b), {a: b, 1: 2}
