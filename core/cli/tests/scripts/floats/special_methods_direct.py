# The special methods of floats called directly, with operands they do not know.
print((1.5).__add__(1), (1.5).__add__("x"), (1.5).__radd__(2), (1.5).__eq__("x"), (1.5).__lt__(2), (1.5).__lt__(1j))
# expect: 2.5 NotImplemented 3.5 NotImplemented True NotImplemented
print((7.5).__floordiv__(2), (7.5).__divmod__(2), (7.5).__rmod__(10), (2.0).__pow__(3), (2.0).__rpow__(3), (2.5).__trunc__(), (-2.5).__floor__(), (2.1).__ceil__(), (2.5).__round__(), (2.5).__bool__(), (2.5).__getnewargs__())
# expect: 3.0 (3.0, 1.5) 2.5 8.0 9.0 2 -3 3 2 True (2.5,)
print((5).__add__(1.5), (5).__truediv__(2), (5).__radd__("x"), (5).__and__(1.0), (5).__pow__(2, 3), (5).__rsub__(1), (5).__lshift__(2))
# expect: NotImplemented 2.5 NotImplemented NotImplemented 1 -4 20
print(float.__add__(1.0, 2.0), float.__eq__(1.0, 1), int.__add__(1, 2))
# expect: 3.0 True 3
for bad in (lambda: float.__add__(1, 2), lambda: float.__add__(1.0), lambda: float.__repr__(5), lambda: int.__add__("a", 1)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: descriptor '__add__' requires a 'float' object but received a 'int'
# expect: expected 1 argument, got 0
# expect: descriptor '__repr__' requires a 'float' object but received a 'int'
# expect: descriptor '__add__' requires a 'int' object but received a 'str'
