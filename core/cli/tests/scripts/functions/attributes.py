# A function's own attributes, and those one gives it.
def f(a, b: int = 1) -> str:
    "The docstring."
    return a

print(f.__name__, f.__qualname__, f.__module__, f.__doc__)
# expect: f f __main__ The docstring.
print(f.__annotations__, f.__type_params__, f.__closure__)
# expect: {'b': <class 'int'>, 'return': <class 'str'>} () None
f.extra = [1]
f.__name__ = "renamed"
f.__doc__ = None
print(f.extra, f.__dict__, f.__name__, f.__qualname__, f.__doc__)
# expect: [1] {'extra': [1]} renamed f None
try:
    f.__name__ = 5
except TypeError as e:
    print(e)
    # expect: __name__ must be set to a string object
try:
    f.missing
except AttributeError as e:
    print(e)
    # expect: 'function' object has no attribute 'missing'
try:
    f.__code__ = 1
except TypeError as e:
    print(e)
    # expect: __code__ must be set to a code object
def other(a, b=1):
    return "other's code"
f.__code__ = other.__code__
print(f(1))
# expect: other's code
