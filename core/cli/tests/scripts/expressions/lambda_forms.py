# Lambdas take every kind of parameter and close over their scope.
print((lambda: 1)(), (lambda x, /, y=2, *a, k, **kw: (x, y, a, k, kw))(1, k=3, z=4))
# expect: 1 (1, 2, (), 3, {'z': 4})
print((lambda *args: args)(1, 2), (lambda **k: k)(a=1))
# expect: (1, 2) {'a': 1}
adders = [lambda x, n=n: x + n for n in range(3)]
print([f(10) for f in adders])
# expect: [10, 11, 12]
late = [lambda: n for n in range(3)]
print([f() for f in late])
# expect: [2, 2, 2]
f = lambda: (yield 5)
print(list(f()), f.__name__)
# expect: [5] <lambda>
compose = lambda *fs: lambda x: compose(*fs[:-1])(fs[-1](x)) if fs else x
print(compose(str, abs, int)("-42") + "!")
# expect: 42!
