# sum: start, floats compensated, and refusal of strings.
print(sum([1, 2, 3]), sum([], 5), sum([[1], [2]], []), sum((0.1,) * 10), sum([True, 2]), sum(range(101)), sum([1, 2], start=10), sum([2 ** 62] * 4), sum([1, 0.5, 2]), sum([1e308, 1e308, -1e308]), sum([1j, 1]), sum([(1,), (2,)], ()))
# expect: 6 5 [1, 2] 1.0 3 5050 13 18446744073709551616 3.5 inf (1+1j) (1, 2)
for bad in (lambda: sum(["a", "b"]), lambda: sum(["a"], ""), lambda: sum([b"a"], b""), lambda: sum(5), lambda: sum([[1]]), lambda: sum(), lambda: sum([1], 1, 1), lambda: sum([bytearray()], bytearray())):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: unsupported operand type(s) for +: 'int' and 'str'
# expect: sum() can't sum strings [use ''.join(seq) instead]
# expect: sum() can't sum bytes [use b''.join(seq) instead]
# expect: 'int' object is not iterable
# expect: unsupported operand type(s) for +: 'int' and 'list'
# expect: sum() takes at least 1 positional argument (0 given)
# expect: sum() takes at most 2 arguments (3 given)
# expect: sum() can't sum bytearray [use b''.join(seq) instead]

class A:
    def __init__(self, v): self.v = v
    def __radd__(self, o): return A(o + self.v if isinstance(o, int) else o.v + self.v)
    def __add__(self, o): return A(self.v + o.v)

print(sum([A(1), A(2), A(3)]).v, sum([10 ** 20, 1.5]), sum([0.0, -0.0]), str(sum([-0.0, -0.0])))
# expect: 6 1e+20 0.0 0.0
