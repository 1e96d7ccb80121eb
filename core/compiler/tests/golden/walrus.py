def f(x):
    if (n := len(x)) > 10:
        return x + (x := n)
    return [y := 1 for _ in x], y
