# Annotations see the scopes their function was made in, the class's names included.
T = "global T"

class C:
    T = "class T"
    def m(self, a: T) -> T: pass
    def n(self, b: U): pass
    U = "class U"

print(C.m.__annotations__, C.n.__annotations__)
# expect: {'a': 'class T', 'return': 'class T'} {'b': 'class U'}

def outer(T):
    def inner(x: T): pass
    return inner

print(outer("param T").__annotations__)
# expect: {'x': 'param T'}

def loop():
    fs = []
    for t in (1, 2):
        def f(x: t): pass
        fs.append(f)
    return [f.__annotations__["x"] for f in fs]

print(loop())
# expect: [2, 2]
f = lambda x: x
print(f.__annotations__)
# expect: {}
f.__annotations__["x"] = "added"
print(f.__annotations__)
# expect: {'x': 'added'}
def g(x: int): pass
g.__annotations__ = None
print(g.__annotations__)
# expect: {}
try:
    g.__annotations__ = 5
except TypeError as e:
    print(e)
    # expect: __annotations__ must be set to a dict object
