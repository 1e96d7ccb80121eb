# A class body reads its own names, then the global; an enclosing local is read through its cell.
x = "global"

def f():
    class C:
        first = x
        x = "class"
        second = x
        del x
        third = x

    return C.first, C.second, C.third

print(f())
# expect: ('global', 'class', 'global')

def g():
    x = "enclosing"

    class C:
        first = x

    return C.first

print(g())
# expect: enclosing

def h():
    x = "enclosing"

    class C:
        nonlocal x
        x = "rebound by class"

    return x, hasattr(C, "x")

print(h())
# expect: ('rebound by class', False)
