# Class attributes: shared, shadowed, changed after the fact, inherited.
class A:
    shared = []
    number = 1

class B(A):
    pass

a, b = A(), B()
a.shared.append("via instance")
print(B.shared, b.shared is A.shared)
# expect: ['via instance'] True
b.number += 10
print(A.number, B.number, b.number, a.number)
# expect: 1 1 11 1
A.number = 100
print(B.number, b.number, a.number)
# expect: 100 11 100
B.number = 200
del b.number
print(b.number)
# expect: 200
del B.number
print(b.number)
# expect: 100
A.added = lambda self: type(self).__name__
print(a.added(), b.added())
# expect: A B
try:
    del B.added
except AttributeError as e:
    print(e)
    # expect: type object 'B' has no attribute 'added'
try:
    A.missing
except AttributeError as e:
    print(e)
    # expect: type object 'A' has no attribute 'missing'
