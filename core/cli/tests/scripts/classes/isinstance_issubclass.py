# isinstance and issubclass with tuples, unions and metaclass hooks.
class A: pass
class B(A): pass
print(isinstance(B(), A), isinstance(A(), B), issubclass(B, A), issubclass(A, A))
# expect: True False True True
print(isinstance(1, (str, int)), isinstance(1, (str, (bytes, (int,)))), isinstance(1, int | str), issubclass(bool, int | None))
# expect: True True True True
print(isinstance(None, int | None), isinstance(True, int), isinstance(1, bool))
# expect: True True False

class Meta(type):
    def __instancecheck__(cls, obj): return obj == "magic"
    def __subclasscheck__(cls, sub): return sub is int

class M(metaclass=Meta): pass

print(isinstance("magic", M), isinstance(1, M), issubclass(int, M), issubclass(str, M), isinstance(M(), M))
# expect: True False True False True

class Liar:
    @property
    def __class__(self): return A

print(isinstance(Liar(), A), type(Liar()) is A)
# expect: True False
for action in (lambda: isinstance(1, 5), lambda: issubclass(1, int), lambda: issubclass(int, "x"), lambda: isinstance(1, list[int])):
    try:
        action()
    except TypeError as e:
        print(e)
# expect: isinstance() arg 2 must be a type, a tuple of types, or a union
# expect: issubclass() arg 1 must be a class
# expect: issubclass() arg 2 must be a class, a tuple of classes, or a union
# expect: isinstance() argument 2 cannot be a parameterized generic
