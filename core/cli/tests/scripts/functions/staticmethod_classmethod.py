# staticmethod and classmethod, from the class, an instance and a subclass.
class C:
    @staticmethod
    def s(x):
        return x

    @classmethod
    def c(cls, x):
        return cls.__name__, x

    s2 = staticmethod(len)

class D(C):
    pass

print(C.s(1), C().s(2), D.s(3), C.s2("abc"))
# expect: 1 2 3 3
print(C.c(1), C().c(2), D.c(3), D().c(4))
# expect: ('C', 1) ('C', 2) ('D', 3) ('D', 4)
print(type(C.__dict__["s"]).__name__, type(C.__dict__["c"]).__name__)
# expect: staticmethod classmethod
print(C.__dict__["s"].__func__ is C.s, C.__dict__["s"](5), C.c.__self__ is C, D.c.__func__ is C.c.__func__)
# expect: True 5 True True
print(C.__dict__["s"].__wrapped__ is C.s, C.__dict__["c"].__name__)
# expect: True c
try:
    C.__dict__["c"](1)
except TypeError as e:
    print(e)
    # expect: 'classmethod' object is not callable
