# Binary operators and their reflected forms; a subclass's reflected method goes first.
class A:
    def __init__(self, v): self.v = v
    def __add__(self, o): return ("A.add", self.v, getattr(o, "v", o))
    def __radd__(self, o): return ("A.radd", self.v, getattr(o, "v", o))
    def __sub__(self, o): return NotImplemented
    def __matmul__(self, o): return "A.matmul"
    def __rpow__(self, o, mod=None): return ("rpow", o)
    def __divmod__(self, o): return "divmod"
    def __rlshift__(self, o): return "rlshift"

class B(A):
    def __radd__(self, o): return ("B.radd", self.v, getattr(o, "v", o))

class Same(A):
    pass

a, b = A(1), B(2)
print(a + 1, 1 + a)
# expect: ('A.add', 1, 1) ('A.radd', 1, 1)
print(a + b, b + a)
# expect: ('B.radd', 2, 1) ('A.add', 2, 1)
print(a + Same(3), Same(3) + a)
# expect: ('A.add', 1, 3) ('A.add', 3, 1)
print(a @ a, 2 ** a, divmod(a, 1), [] << a)
# expect: A.matmul ('rpow', 2) divmod rlshift
for action in (lambda: a - 1, lambda: a - a, lambda: 1 @ a, lambda: a * 2, lambda: a ** 2):
    try:
        action()
    except TypeError as e:
        print(e)
# expect: unsupported operand type(s) for -: 'A' and 'int'
# expect: unsupported operand type(s) for -: 'A' and 'A'
# expect: unsupported operand type(s) for @: 'int' and 'A'
# expect: unsupported operand type(s) for *: 'A' and 'int'
# expect: unsupported operand type(s) for ** or pow(): 'A' and 'int'
