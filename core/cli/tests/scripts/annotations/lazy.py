# Annotations are evaluated when asked for, not when the function or class is made (PEP 649).
log = []

def note(x):
    log.append(x)
    return x

def f(a: note("a"), b: note("b") = 1, *args: note("args"), c: note("c"), **kw: note("kw")) -> note("ret"):
    local: note("never evaluated") = 5
    return local

print(log, f(1, c=2), log)
# expect: [] 5 []
print(f.__annotations__, log)
# expect: {'a': 'a', 'b': 'b', 'args': 'args', 'c': 'c', 'kw': 'kw', 'return': 'ret'} ['a', 'b', 'args', 'c', 'kw', 'ret']
print(f.__annotations__ is f.__annotations__, len(log))
# expect: True 6

class C:
    x: note("x") = 1
    y: note("y")
    z = 3

print(len(log), hasattr(C, "y"))
# expect: 6 False
print(C.__annotations__, log[-2:])
# expect: {'x': 'x', 'y': 'y'} ['x', 'y']
print(f.__annotate__(1) == f.__annotations__)
# expect: True

def late() -> Later: pass

try:
    late.__annotations__
except NameError as e:
    print(e)
    # expect: name 'Later' is not defined
Later = int
print(late.__annotations__)
# expect: {'return': <class 'int'>}
