# An element's __eq__ that changes the set during an operation does no harm.
class Evil:
    target = None
    def __hash__(self): return 1
    def __eq__(self, other):
        t, Evil.target = Evil.target, None
        if t is not None:
            t.clear()
            t.update(range(50))
        return False

def fresh():
    Evil.target = None
    s = {Evil(), 500}
    Evil.target = s
    return s

s = fresh(); print(Evil() in s, len(s))
# expect: False 50
s = fresh(); s.add(Evil()); print(len(s) in (50, 51))
# expect: True
s = fresh(); s.discard(Evil()); print(len(s))
# expect: 50
s = fresh()
try:
    s.remove(Evil())
except KeyError:
    print("KeyError", len(s))
    # expect: KeyError 50
for op in ("__and__", "__or__", "__sub__", "__xor__", "__eq__", "__le__", "update", "difference_update", "intersection_update", "symmetric_difference_update", "isdisjoint"):
    s = fresh()
    try:
        getattr(s, op)({Evil(), 3})
    except RuntimeError as e:
        pass
    assert all(x in s for x in s), op
print("survived")
# expect: survived
