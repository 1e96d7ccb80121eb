# The special methods of lists, called directly.
a = [1, 2, 3]
print(a.__len__(), a.__contains__(2), a.__getitem__(slice(0, 2)), a.__add__([4]), a.__mul__(2), a.__rmul__(2), a.__eq__([1, 2, 3]), a.__eq__((1, 2, 3)), a.__lt__([2]), a.__lt__(5), list(a.__reversed__()), list(a.__iter__()), a.__sizeof__() > 0)
# expect: 3 True [1, 2] [1, 2, 3, 4] [1, 2, 3, 1, 2, 3] [1, 2, 3, 1, 2, 3] True NotImplemented True NotImplemented [3, 2, 1] [1, 2, 3] True
a.__setitem__(0, "s"); a.__delitem__(1); a.__iadd__([9]); a.__imul__(2)
print(a, a.__hash__, list.__doc__ is not None, a.__class__ is list, a.__format__(""))
# expect: ['s', 3, 9, 's', 3, 9] None True True ['s', 3, 9, 's', 3, 9]

class L(list):
    def __len__(self): return 42
    def append(self, x): super().append(x * 2)
    def __getitem__(self, i): return "intercepted" if not isinstance(i, slice) else super().__getitem__(i)
    def __contains__(self, x): return x == "magic"

l = L([1])
l.append(5)
print(len(l), list.__len__(l), l[0], l[:], "magic" in l, 1 in l, list(l), bool(L()), sorted(l), repr(l))
# expect: 42 2 intercepted [1, 10] True False [1, 10] True [1, 10] [1, 10]
try:
    [].__getitem__("x")
except TypeError as e:
    print(e)
    # expect: list indices must be integers or slices, not str
