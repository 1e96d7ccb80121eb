# What __slots__ refuse.
def attempt(text):
    try:
        exec(text, {})
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

attempt("class C:\n    __slots__ = ('a',)\n    a = 1")
# expect: ValueError 'a' in __slots__ conflicts with class variable
attempt("class C:\n    __slots__ = ('not ident',)")
# expect: TypeError __slots__ must be identifiers
attempt("class C:\n    __slots__ = (1,)")
# expect: TypeError __slots__ items must be strings, not 'int'
attempt("class C(int):\n    __slots__ = ('a',)")
# expect: TypeError nonempty __slots__ not supported for subtype of 'int'
attempt("class A:\n    __slots__ = ('a',)\nclass B:\n    __slots__ = ('b',)\nclass C(A, B): pass")
# expect: TypeError multiple bases have instance lay-out conflict
attempt("class C:\n    __slots__ = ('__dict__', '__dict__')")
# expect: TypeError __dict__ slot disallowed: we already got one

class Both:
    __slots__ = ("a", "__dict__")

b = Both()
b.a, b.z = 1, 2
print(b.__dict__)
# expect: {'z': 2}

class Private:
    __slots__ = ("__hidden",)
    def __init__(self): self.__hidden = 1

print(Private()._Private__hidden)
# expect: 1
