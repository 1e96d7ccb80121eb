# Comparisons try the left operand, then the reflected method of the right one.
class C:
    def __init__(self, name): self.name = name
    def __lt__(self, o): return ("lt", self.name)
    def __gt__(self, o): return ("gt", self.name)
    def __le__(self, o): return NotImplemented
    def __eq__(self, o): return ("eq", self.name)

class D(C):
    def __gt__(self, o): return ("D.gt", self.name)

a, b, d = C("a"), C("b"), D("d")
print(a < b, a > b, 1 < a, 1 > a, a == b, 5 == a)
# expect: ('lt', 'a') ('gt', 'a') ('gt', 'a') ('lt', 'a') ('eq', 'a') ('eq', 'a')
print(a < d, a != b)
# expect: ('D.gt', 'd') False
for action in (lambda: a <= b, lambda: a >= b, lambda: a <= 1, lambda: object() < object()):
    try:
        action()
    except TypeError as e:
        print(e)
# expect: '<=' not supported between instances of 'C' and 'C'
# expect: '>=' not supported between instances of 'C' and 'C'
# expect: '<=' not supported between instances of 'C' and 'int'
# expect: '<' not supported between instances of 'object' and 'object'

class OnlyEq:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v if isinstance(o, OnlyEq) else NotImplemented

print(OnlyEq(1) == OnlyEq(1), OnlyEq(1) != OnlyEq(1), OnlyEq(1) == 1, OnlyEq(1) != 1)
# expect: True False False True
