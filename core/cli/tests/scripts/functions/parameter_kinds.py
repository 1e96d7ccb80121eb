# Positional-only, ordinary, starred, keyword-only and double-starred parameters together.
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw

print(f(1, d=4))
# expect: (1, 2, 3, (), 4, 5, {})
print(f(1, 20, 30, 40, 50, d=4, z=6))
# expect: (1, 20, 30, (40, 50), 4, 5, {'z': 6})
print(f(1, d=4, a="kw a", b="kw b"))
# expect: (1, 2, 3, (), 4, 5, {'a': 'kw a', 'b': 'kw b'})
print(f(1, c=9, e=8, d=7))
# expect: (1, 2, 9, (), 7, 8, {})

def g(a, *, k):
    return a, k

print(g(k=1, a=2))
# expect: (2, 1)
print(f.__defaults__, f.__kwdefaults__)
# expect: (2, 3) {'e': 5}
code = f.__code__
print(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_varnames)
# expect: 3 2 2 ('a', 'b', 'c', 'd', 'e', 'args', 'kw')
