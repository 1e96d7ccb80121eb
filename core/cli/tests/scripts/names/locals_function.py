# locals() in a function is a fresh snapshot each time (PEP 667).
def f(a, b=2):
    c = 3
    first = locals()
    first["c"] = 99
    d = 4
    second = locals()
    return first, c, sorted(second), first is second

print(f(1))
# expect: ({'a': 1, 'b': 2, 'c': 99}, 3, ['a', 'b', 'c', 'd', 'first'], False)

def g():
    x = 1

    def inner():
        return x, sorted(locals())

    return inner()

print(g())
# expect: (1, ['x'])

class C:
    a = 1
    names = [n for n in locals() if not n.startswith("__")]

print(C.names)
# expect: ['a']
print(locals() is globals())
# expect: True
