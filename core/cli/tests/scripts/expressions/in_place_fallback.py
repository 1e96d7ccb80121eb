# Without __iadd__, or when it returns NotImplemented, `+=` falls back to __add__ and __radd__.
class OnlyAdd:
    def __add__(self, other):
        return "add"

class Declines:
    def __iadd__(self, other):
        return NotImplemented

    def __add__(self, other):
        return "add after decline"

class Reflected:
    def __radd__(self, other):
        return "radd"

x = OnlyAdd()
x += 1
print(x)
# expect: add
x = Declines()
x += 1
print(x)
# expect: add after decline
x = object()
x += Reflected()
print(x)
# expect: radd
x = object()
try:
    x += 1
except TypeError as e:
    print(e)
    # expect: unsupported operand type(s) for +=: 'object' and 'int'
