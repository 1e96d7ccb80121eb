# Set subclasses: attributes, operators' result types, overridden methods.
class S(set):
    def __init__(self, it=(), tag=None):
        super().__init__(it)
        self.tag = tag
    def add(self, x): super().add(x * 2)
    def __contains__(self, x): return x == "magic" or super().__contains__(x)

s = S([1, 2], tag="t")
s.add(5)
s.update([7])
print(sorted(s), s.tag, "magic" in s, 10 in s, s == {1, 2, 7, 10}, type(s | {0}).__name__, type(s.copy()).__name__, type({0} | s).__name__, repr(S([1])), repr(S()))
# expect: [1, 2, 7, 10] t True True True set set set S({1}) S()

class NoOr(set):
    def __or__(self, other): return NotImplemented
    def __ror__(self, other): return "ror"

print({1} | NoOr())
# expect: ror
try:
    NoOr() | 5
except TypeError as e:
    print(e)
    # expect: unsupported operand type(s) for |: 'NoOr' and 'int'
x = {1, 2}
x.__init__([3])
print(x)
# expect: {3}
