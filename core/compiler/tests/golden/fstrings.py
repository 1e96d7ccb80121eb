def f(x, w):
    return f"a{x!r:>{w}}b{x=}" "c" f"{x}"
