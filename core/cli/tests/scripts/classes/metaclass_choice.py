# The most derived metaclass of the bases is used; unrelated ones conflict.
class M1(type): pass
class M2(M1): pass
class M3(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
class C(A, B): pass
print(type(C).__name__)
# expect: M2
class D(B, metaclass=M1): pass
print(type(D).__name__)
# expect: M2
try:
    class E(A, metaclass=M3): pass
except TypeError as e:
    print(e)
    # expect: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases

def function_meta(name, bases, ns, **kw):
    return name, bases, sorted(k for k in ns if not k.startswith("__")), kw

class F(A, metaclass=function_meta, flag=True):
    y = 1

print(F[0], F[2], F[3], F[1] == (A,))
# expect: F ['y'] {'flag': True} True
