# __annotate__ can be called with formats and replaced.
def f(a: int, b: missing = None): pass

for format in (1, 3, 4, 99):
    try:
        print(format, f.__annotate__(format))
    except (NotImplementedError, NameError) as e:
        print(format, type(e).__name__, e)
# expect: 1 NameError name 'missing' is not defined
# expect: 3 NotImplementedError
# expect: 4 NotImplementedError
# expect: 99 NotImplementedError
f.__annotate__ = lambda format: {"made": format}
print(f.__annotations__)
# expect: {'made': 1}
f.__annotate__ = None
print(f.__annotations__)
# expect: {'made': 1}

def g(): pass

print(g.__annotate__, g.__annotations__)
# expect: None {}
for bad in (5, "x"):
    try:
        g.__annotate__ = bad
    except TypeError as e:
        print(e)
# expect: __annotate__ must be callable or None
# expect: __annotate__ must be callable or None
g.__annotate__ = lambda format: 5
try:
    g.__annotations__
except TypeError as e:
    print(e)
    # expect: __annotate__ returned non-dict of type 'int'

class C:
    x: int

print(C.__annotate__(1), callable(C.__annotate__))
# expect: {'x': <class 'int'>} True
