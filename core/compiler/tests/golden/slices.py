def f(x, i):
    x[1:] = x[:i]
    return x[i:2:-1], x[..., 1:2]
