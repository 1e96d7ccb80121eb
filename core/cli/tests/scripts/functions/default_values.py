# Defaults are evaluated once, when the function is made, and shared by its calls.
n = 1

def f(x=n, acc=[]):
    acc.append(x)
    return acc

n = 2
print(f(), f(5), f())
# expect: [1, 5, 1] [1, 5, 1] [1, 5, 1]
f.__defaults__ = ("new", [])
print(f())
# expect: ['new']
f.__defaults__ = None
try:
    f()
except TypeError as e:
    print(e)
    # expect: f() missing 2 required positional arguments: 'x' and 'acc'

def k(*, a={}):
    a[len(a)] = True
    return a

k()
print(k())
# expect: {0: True, 1: True}
k.__kwdefaults__ = {"a": {"fresh": 1}}
print(k())
# expect: {'fresh': 1, 1: True}

def order(a=print("first default"), b=print("second default")):
    pass
# expect: first default
# expect: second default
