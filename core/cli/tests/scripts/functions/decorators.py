# Decorators apply from the bottom up; their expressions are evaluated from the top down.
log = []

def tag(name):
    log.append(f"make {name}")

    def deco(f):
        log.append(f"apply {name}")
        return lambda *a: f"{name}({f(*a)})"

    return deco

@tag("outer")
@tag("inner")
def f(x):
    return x

print(log)
# expect: ['make outer', 'make inner', 'apply inner', 'apply outer']
print(f(1))
# expect: outer(inner(1))

@lambda c: [c.__name__]
class K:
    pass

print(K)
# expect: ['K']
decos = {"d": tag("from dict")}

@decos["d"]
def g():
    return 0

print(g())
# expect: from dict(0)

@print
@len
@str.split
@lambda f: "three words here"
def h(): pass
# expect: 3

print(h)
# expect: None
