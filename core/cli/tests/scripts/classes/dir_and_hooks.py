# dir lists what is reachable; __dir__ replaces it.
class A:
    a = 1

class B(A):
    b = 2
    def __init__(self): self.c = 3

public = lambda names: [n for n in names if not n.startswith("_")]
print(public(dir(B())), public(dir(B)))
# expect: ['a', 'b', 'c'] ['a', 'b']

class D:
    def __dir__(self): return ["z", "a"]

print(dir(D()), "__dir__" in dir(D))
# expect: ['a', 'z'] True

class M(type):
    def __dir__(cls): return ["from", "meta"]

class E(metaclass=M): pass

print(dir(E))
# expect: ['from', 'meta']

def f():
    zeta, alpha = 1, 2
    return dir()

print(f())
# expect: ['alpha', 'zeta']
class Bad:
    def __dir__(self): return 5
try:
    dir(Bad())
except TypeError as e:
    print(e)
    # expect: 'int' object is not iterable
