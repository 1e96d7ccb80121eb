# callable, type with one argument, id, hash, isinstance on functions and classes.
class C:
    def __call__(self): pass

class D: pass

def f(): pass

print([callable(x) for x in (f, len, C, C(), D, D(), 5, lambda: 0, [].append, "a".upper, f.__call__, type, None)])
# expect: [True, True, True, True, True, False, False, True, True, True, True, True, False]
print(type(f).__name__, type(len).__name__, type([].append).__name__, type(str.upper).__name__, type(C().__call__).__name__, type(int.__add__).__name__, type((1).__add__).__name__, type(type), type(D()) is D, type(None), type(NotImplemented).__name__, type(iter([])).__name__, type(dict.__dict__["fromkeys"]).__name__)
# expect: function builtin_function_or_method builtin_function_or_method method_descriptor method wrapper_descriptor method-wrapper <class 'type'> True <class 'NoneType'> NotImplementedType list_iterator classmethod_descriptor
a, b = [], []
print(id(a) == id(a), id(a) == id(b), hash("a") == hash("a"), hash(1) == 1, hash(True), hash(None) == hash(None), hash(D) == hash(D))
# expect: True False True True 1 True True
x = D()
print(hash(x) == hash(x), x == x, x == D(), x in {x}, {x: 1}[x])
# expect: True True False True 1
for bad in (lambda: type(), lambda: type(1, 2), lambda: callable(), lambda: id(), lambda: hash([]), lambda: hash(1, 2)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: type() takes 1 or 3 arguments
# expect: type() takes 1 or 3 arguments
# expect: callable() takes exactly one argument (0 given)
# expect: id() takes exactly one argument (0 given)
# expect: unhashable type: 'list'
# expect: hash() takes exactly one argument (2 given)
