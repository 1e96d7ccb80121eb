# **kwargs keeps the order of the call; it is a fresh dict each time.
def f(**kw):
    return kw

print(list(f(z=1, a=2, m=3)))
# expect: ['z', 'a', 'm']
source = {"b": 1, "a": 2}
got = f(c=0, **source, d=4)
print(got)
# expect: {'c': 0, 'b': 1, 'a': 2, 'd': 4}
got["b"] = "changed"
print(source, f(**source) is source)
# expect: {'b': 1, 'a': 2} False

def inner(*args, **kw):
    return args, kw

def outer(*args, **kw):
    return inner(*args, extra=1, **kw)

print(outer(1, 2, y=3, x=4))
# expect: ((1, 2), {'extra': 1, 'y': 3, 'x': 4})
print(f(**{"not an identifier": 1, "": 2}))
# expect: {'not an identifier': 1, '': 2}
