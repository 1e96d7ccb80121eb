# __eq__ that changes the list during remove, index, count, in and == does no harm.
class Evil:
    def __init__(self, target): self.target = target
    def __eq__(self, other):
        self.target.clear()
        return False
    __hash__ = None

def fresh():
    a = [1, 2, 3]
    a[1:1] = [Evil(a)] * 3
    return a

a = fresh()
print(5 in a, a)
# expect: False []
a = fresh()
print(a.count(99), a)
# expect: 0 []
for method in ("index", "remove"):
    a = fresh()
    try:
        getattr(a, method)(99)
    except ValueError as e:
        print(e, a)
# expect: list.index(x): x not in list []
# expect: list.remove(x): x not in list []
a = fresh()
print(a == [1, 0, 0, 0, 2, 3], a)
# expect: False []

class Grow:
    n = 0
    def __init__(self, target): self.target = target
    def __eq__(self, other):
        Grow.n += 1
        if Grow.n < 50: self.target.append(Grow(self.target))
        return False

b = []
b.append(Grow(b))
print(7 in b, len(b))
# expect: False 50
