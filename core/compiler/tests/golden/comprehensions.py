def f(xs):
    a = [x for x in xs if x > 1]
    b = {x: y for x, y in xs}
    c = {z for y in xs for z in y}
    d = [lambda: x for x in xs]
    return a, b, c, d
