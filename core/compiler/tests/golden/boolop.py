def f(a, b, c):
    x = a and b or c
    return x if a or b else not c
