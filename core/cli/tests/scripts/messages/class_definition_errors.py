# Errors in class statements: bases, metaclasses, layouts, keywords.
def attempt(text):
    try:
        exec(text, {"__name__": "m"})
    except (TypeError, ValueError, RuntimeError, AttributeError) as e:
        print(type(e).__name__, str(e).split("\n")[0])

attempt("class C(5): pass")
# expect: TypeError int expected at most 2 arguments, got 3
attempt("class C('x'): pass")
# expect: TypeError str() argument 'encoding' must be str, not tuple
attempt("class C(None): pass")
# expect: TypeError NoneType takes no arguments
attempt("class C(len): pass")
# expect: TypeError cannot create 'builtin_function_or_method' instances
attempt("class C(bool): pass")
# expect: TypeError type 'bool' is not an acceptable base type
attempt("class C(type(None)): pass")
# expect: TypeError type 'NoneType' is not an acceptable base type
attempt("class C(int, str): pass")
# expect: TypeError multiple bases have instance lay-out conflict
attempt("class C(object, int): pass")
# expect: TypeError Cannot create a consistent method resolution order (MRO) for bases object, int
attempt("class C(int, int): pass")
# expect: TypeError duplicate base class int
attempt("class C(flag=True): pass")
# expect: TypeError C.__init_subclass__() takes no keyword arguments
attempt("class C(metaclass=5): pass")
# expect: TypeError 'int' object is not callable
attempt("class C(metaclass=int): pass")
# expect: TypeError int expected at most 2 arguments, got 3
attempt("class M(type): pass\nclass N(type): pass\nclass A(metaclass=M): pass\nclass B(A, metaclass=N): pass")
# expect: TypeError metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
attempt("class C:\n  __slots__ = 'a', 'a'\n  a = 1")
# expect: ValueError 'a' in __slots__ conflicts with class variable
attempt("class C:\n  __slots__ = 5")
# expect: TypeError 'int' object is not iterable
attempt("class C(type(lambda: 0)): pass")
# expect: TypeError type 'function' is not an acceptable base type
attempt("class C(*5): pass")
# expect: TypeError Value after * must be an iterable, not int
attempt("class C(**{'metaclass': type, 'x': 1}): pass")
# expect: TypeError C.__init_subclass__() takes no keyword arguments
attempt("class M(type):\n  def __prepare__(*a): return 5\nclass C(metaclass=M): pass")
# expect: TypeError M.__prepare__() must return a mapping, not int
attempt("class C:\n  __init_subclass__ = 5\nclass D(C): pass")
# expect: TypeError 'int' object is not callable
attempt("class C(range): pass")
# expect: TypeError type 'range' is not an acceptable base type
attempt("class C(slice): pass")
# expect: TypeError type 'slice' is not an acceptable base type
attempt("class A: pass\nclass B(A): pass\nclass C(A, B): pass")
# expect: TypeError Cannot create a consistent method resolution order (MRO) for bases A, B
