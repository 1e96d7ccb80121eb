# import, with, match and def bind names like an assignment does, in their own scope.
def f():
    import sys as system
    from sys import modules as mods

    match (1, {"k": 2}):
        case (a, {"k": b, **rest}):
            pass
    return a, b, rest, system.modules is mods

print(f())
# expect: (1, 2, {}, True)
print("system" in globals(), "a" in globals())
# expect: False False

def g():
    global gx
    import sys as gx

    def inner():
        pass

    class Local:
        pass

    return inner.__qualname__, Local.__qualname__

print(g(), gx.__name__)
# expect: ('g.<locals>.inner', 'g.<locals>.Local') sys
