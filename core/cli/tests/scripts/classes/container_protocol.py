# User containers: items, slices, iteration, membership, reversal, length hints.
class Ring:
    def __init__(self, items): self.items = list(items)
    def __len__(self): return len(self.items)
    def __getitem__(self, i):
        if isinstance(i, slice):
            return Ring(self.items[i])
        return self.items[i % len(self.items)]
    def __setitem__(self, i, v): self.items[i % len(self.items)] = v
    def __delitem__(self, i): del self.items[i % len(self.items)]
    def __contains__(self, x): return x in self.items
    def __iter__(self): return iter(self.items)
    def __reversed__(self): return iter(["reversed"])

r = Ring("abc")
print(r[4], r[-1], list(r), "a" in r, list(reversed(r)), list(r[1:]))
# expect: b c ['a', 'b', 'c'] True ['reversed'] ['b', 'c']
r[10] = "B"
del r[0]
print(r.items, len(r))
# expect: ['B', 'c'] 2

class Old:
    def __getitem__(self, i):
        if i < 3: return i * i
        raise IndexError

print(list(Old()), 4 in Old(), list(zip(Old(), "ab")))
# expect: [0, 1, 4] True [(0, 'a'), (1, 'b')]

class Seq(Old):
    def __len__(self): return 3

print(list(reversed(Seq())))
# expect: [4, 1, 0]
try:
    iter(object())
except TypeError as e:
    print(e)
    # expect: 'object' object is not iterable
