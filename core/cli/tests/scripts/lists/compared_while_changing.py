# Lists whose items' == changes them; a list with itself; pow with three arguments; a dict that changes while it is updated from.
class Clears:
    def __init__(self, which): self.which = which
    def __eq__(self, other):
        self.which().clear()
        return NotImplemented

a, b = [Clears(lambda: b)], [Clears(lambda: a)]
print(a == b)
# expect: True
c, d = [Clears(lambda: c)], [1]
print(c == d)
# expect: False
nan = [float("nan")]
print(nan == nan, nan != nan, nan < nan, nan <= nan)
# expect: True False False True

class I(int):
    def __pow__(self, other, mod=None): return "pow", int(self), int(other), mod
    def __rpow__(self, other, mod=None): return "rpow", int(self), int(other), mod

print(pow(I(2), 3, 5), pow(2, I(3), 5), pow(2, 3, I(5)))
# expect: ('pow', 2, 3, 5) ('rpow', 3, 2, 5) 3

class Key:
    def __hash__(self): return 1
    def __eq__(self, other):
        source[object()] = 1
        return False

target, source = {Key(): 1}, {Key(): 2, 5: 6}
try:
    target.update(source)
except RuntimeError as e:
    print(e)
# expect: dict mutated during update
