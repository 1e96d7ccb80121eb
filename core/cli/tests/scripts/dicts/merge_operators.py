# | and |= merge, the right side winning; |= also takes pairs.
a, b = {"x": 1, "y": 2}, {"y": 20, "z": 30}
print(a | b, b | a, a)
# expect: {'x': 1, 'y': 20, 'z': 30} {'y': 2, 'z': 30, 'x': 1} {'x': 1, 'y': 2}
c = a
c |= b
print(a, c is a)
# expect: {'x': 1, 'y': 20, 'z': 30} True
c |= [("p", 1), ("q", 2)]
print(c)
# expect: {'x': 1, 'y': 20, 'z': 30, 'p': 1, 'q': 2}
for bad in (lambda: {} | [], lambda: [] | {}, lambda: {} | [("a", 1)], lambda: {} + {}, lambda: {} & {}, lambda: {} < {}):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: unsupported operand type(s) for |: 'dict' and 'list'
# expect: unsupported operand type(s) for |: 'list' and 'dict'
# expect: unsupported operand type(s) for |: 'dict' and 'list'
# expect: unsupported operand type(s) for +: 'dict' and 'dict'
# expect: unsupported operand type(s) for &: 'dict' and 'dict'
# expect: '<' not supported between instances of 'dict' and 'dict'

class D(dict):
    def __or__(self, other): return "D.or"
    def __ror__(self, other): return "D.ror"

print(D() | {}, {} | D(), type({} | dict()).__name__)
# expect: D.or D.ror dict
try:
    c |= 5
except TypeError as e:
    print(e)
    # expect: 'int' object is not iterable
