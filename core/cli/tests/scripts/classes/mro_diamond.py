# The method resolution order of diamonds is C3's; super follows it.
class A:
    def who(self): return ["A"]

class B(A):
    def who(self): return ["B"] + super().who()

class C(A):
    def who(self): return ["C"] + super().who()

class D(B, C):
    def who(self): return ["D"] + super().who()

print([k.__name__ for k in D.__mro__])
# expect: ['D', 'B', 'C', 'A', 'object']
print(D().who(), B().who())
# expect: ['D', 'B', 'C', 'A'] ['B', 'A']

class X: pass
class Y: pass
class P(X, Y): pass
class Q(Y, X): pass
try:
    class R(P, Q): pass
except TypeError as e:
    print(str(e).split("\n")[0])
    # expect: Cannot create a consistent method resolution order (MRO) for bases X, Y
try:
    class S(A, B): pass
except TypeError as e:
    print("A, B:", type(e).__name__)
    # expect: A, B: TypeError
try:
    class T(A, A): pass
except TypeError as e:
    print(e)
    # expect: duplicate base class A
