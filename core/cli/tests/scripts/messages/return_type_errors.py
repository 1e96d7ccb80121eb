# Special methods that return the wrong type are named.
def attempt(name, value, action):
    cls = type("C", (), {name: lambda self, *a: value})
    try:
        action(cls())
    except (TypeError, ValueError, OverflowError) as e:
        print(name, "|", type(e).__name__, e)

attempt("__len__", "x", len)
# expect: __len__ | TypeError 'str' object cannot be interpreted as an integer
attempt("__len__", -1, len)
# expect: __len__ | ValueError __len__() should return >= 0
attempt("__bool__", 1, bool)
# expect: __bool__ | TypeError __bool__ should return bool, returned int
attempt("__int__", "x", int)
# expect: __int__ | TypeError __int__ returned non-int (type str)
attempt("__float__", 1, float)
# expect: __float__ | TypeError C.__float__ returned non-float (type int)
attempt("__complex__", 1.5, complex)
# expect: __complex__ | TypeError __complex__ returned non-complex (type float)
attempt("__index__", "x", lambda c: [1][c])
# expect: __index__ | TypeError __index__ returned non-int (type str)
attempt("__str__", 1, str)
# expect: __str__ | TypeError __str__ returned non-string (type int)
attempt("__repr__", b"x", repr)
# expect: __repr__ | TypeError __repr__ returned non-string (type bytes)
attempt("__bytes__", "x", bytes)
# expect: __bytes__ | TypeError __bytes__ returned non-bytes (type str)
attempt("__format__", 1, format)
# expect: __format__ | TypeError __format__ must return a str, not int
attempt("__hash__", "x", hash)
# expect: __hash__ | TypeError __hash__ method should return an integer
attempt("__iter__", 5, iter)
# expect: __iter__ | TypeError iter() returned non-iterator of type 'int'
attempt("__contains__", [], lambda c: print(1 in c))
# expect: False
attempt("__dir__", 5, dir)
# expect: __dir__ | TypeError 'int' object is not iterable
attempt("__length_hint__", "x", lambda c: c.__length_hint__())
attempt("__init__", 5, lambda c: type(c)())
# expect: __init__ | TypeError __init__() should return None, not 'int'
attempt("__getattr__", 5, lambda c: print(c.anything))
# expect: 5
attempt("__round__", "any", lambda c: print(round(c)))
# expect: any
attempt("__enter__", "x", lambda c: exec("with c: pass", {"c": c}))
# expect: __enter__ | TypeError 'C' object does not support the context manager protocol (missed __exit__ method)
attempt("__fspath__", 5, open)
# expect: __fspath__ | TypeError expected C.__fspath__() to return str or bytes, not int
attempt("__reversed__", 5, lambda c: print(reversed(c)))
# expect: 5
attempt("__next__", 5, lambda c: print(next(c)))
# expect: 5
attempt("__divmod__", "any", lambda c: print(divmod(c, 1)))
# expect: any
attempt("__class_getitem__", "x", lambda c: print(type(c)[0]))
# expect: x
