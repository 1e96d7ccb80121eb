# type(name, bases, dict) makes classes; __class__ and __bases__ can be changed when layouts allow.
C = type("C", (), {"x": 1, "m": lambda self: self.x})
D = type("D", (C,), dict(x=2))
print(C().m(), D().m(), D.__bases__ == (C,), C.__name__, C.__qualname__, C.__module__)
# expect: 1 2 True C C __main__

class E:
    def m(self): return "E's"

c = C()
c.__class__ = E
print(c.m(), type(c).__name__, isinstance(c, C))
# expect: E's E False
D.__bases__ = (E,)
print(D().m())
# expect: E's
for action in (lambda: setattr(c, "__class__", int), lambda: setattr(5, "__class__", E), lambda: setattr(c, "__class__", 1),
               lambda: type("X", (bool,), {}), lambda: type("X", (1,), {}), lambda: type(1, (), {}), lambda: type("X", [], {})):
    try:
        action()
        print("fine")
    except TypeError as e:
        print(e)
# expect: __class__ assignment only supported for mutable types or ModuleType subclasses
# expect: __class__ assignment only supported for mutable types or ModuleType subclasses
# expect: __class__ must be set to a class, not 'int' object
# expect: type 'bool' is not an acceptable base type
# expect: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
# expect: type.__new__() argument 1 must be str, not int
# expect: type.__new__() argument 2 must be tuple, not list
print(type(5), type(type), type(C) is type)
# expect: <class 'int'> <class 'type'> True
