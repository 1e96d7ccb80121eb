# object(): identity, equality, hash, repr, and its methods.
a, b = object(), object()
print(a == a, a == b, a != b, hash(a) == hash(a), repr(a).startswith("<object object at 0x"), str(a) == repr(a), bool(a), type(a), a.__class__, isinstance(a, object), a.__doc__ is not None)
# expect: True False True True True True True <class 'object'> <class 'object'> True True
print(a.__eq__(b), a.__eq__(a), a.__ne__(b), a.__lt__(b), a.__format__("") == str(a), a.__init__(), object.__init__(a), a.__hash__() == hash(a), a.__dir__()[:0], a.__str__() == str(a))
# expect: NotImplemented True NotImplemented NotImplemented True None None True [] True
for bad in (lambda: a < b, lambda: a + b, lambda: a[0], lambda: a(), lambda: len(a), lambda: object(5), lambda: object(x=1), lambda: a.__format__("x"), lambda: iter(a), lambda: a.__getattribute__("nope"), lambda: object.nope):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: TypeError '<' not supported between instances of 'object' and 'object'
# expect: TypeError unsupported operand type(s) for +: 'object' and 'object'
# expect: TypeError 'object' object is not subscriptable
# expect: TypeError 'object' object is not callable
# expect: TypeError object of type 'object' has no len()
# expect: TypeError object() takes no arguments
# expect: TypeError object() takes no arguments
# expect: TypeError unsupported format string passed to object.__format__
# expect: TypeError 'object' object is not iterable
# expect: AttributeError 'object' object has no attribute 'nope'
# expect: AttributeError type object 'object' has no attribute 'nope'
print(sorted(n for n in dir(object) if "reduce" in n or "attr" in n))
# expect: ['__delattr__', '__getattribute__', '__reduce__', '__reduce_ex__', '__setattr__']
