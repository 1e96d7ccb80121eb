def f(a):
    if a == 1: return "one"
    elif a >= -5: return "x"
    elif not a: return None
    if __debug__: print()
