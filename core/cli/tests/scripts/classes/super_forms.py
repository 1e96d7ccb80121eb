# super() without and with arguments, in methods, classmethods and properties.
class A:
    def m(self): return "A.m"

    @classmethod
    def c(cls): return "A.c", cls.__name__

    @staticmethod
    def s(): return "A.s"

    @property
    def p(self): return "A.p"

    attr = "A.attr"

class B(A):
    attr = "B.attr"

    def m(self): return "B.m", super().m(), super(B, self).m(), super(__class__, self).m()

    @classmethod
    def c(cls): return "B.c", super().c()

    @staticmethod
    def s(): return super(B, B).s()

    @property
    def p(self): return "B.p", super().p

    def a(self): return super().attr, super(B, type(self)).attr

b = B()
print(b.m())
# expect: ('B.m', 'A.m', 'A.m', 'A.m')
print(B.c(), b.s(), b.p, b.a())
# expect: ('B.c', ('A.c', 'B')) A.s ('B.p', 'A.p') ('A.attr', 'A.attr')
print(super(B, b).m(), repr(super(B, b)).split(",")[0])
# expect: A.m <super: <class 'B'>
