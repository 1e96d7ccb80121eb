# Raising an exception that is already in its own context chain makes no cycle.
a, b = ValueError("a"), KeyError("b")
try:
    try:
        raise a
    except ValueError:
        raise b
except KeyError:
    pass
print(repr(b.__context__))
# expect: ValueError('a')
try:
    try:
        raise b
    except KeyError:
        raise a
except ValueError as e:
    seen = []
    while e is not None and len(seen) < 10:
        seen.append(repr(e))
        e = e.__context__
    print(seen)
    # expect: ["ValueError('a')", "KeyError('b')"]
x = ValueError("x")
x.__context__ = x
try:
    raise x
except ValueError:
    print("raised")
    # expect: raised
for attr in ("__context__", "__cause__", "__traceback__"):
    try:
        setattr(x, attr, 5)
    except TypeError as e:
        print(e)
# expect: exception context must be None or derive from BaseException
# expect: exception cause must be None or derive from BaseException
# expect: __traceback__ must be a traceback or None
