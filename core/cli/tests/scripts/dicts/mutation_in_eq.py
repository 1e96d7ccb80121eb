# A key's __eq__ that changes the dict during a lookup does no harm.
class Evil:
    target = None
    def __hash__(self): return 7
    def __eq__(self, other):
        d = Evil.target
        if d is not None:
            Evil.target = None
            d.clear()
            for i in range(100): d[i] = i
        return False

def fresh():
    Evil.target = None
    d = {Evil(): 1, 0: 0}
    Evil.target = d
    return d

d = fresh(); print(Evil() in d, len(d))
# expect: False 100
d = fresh(); print(d.get(Evil(), "none"), len(d))
# expect: none 100
d = fresh(); d[Evil()] = "set"; print(len(d))
# expect: 101
d = fresh(); print(d.pop(Evil(), "none"), len(d))
# expect: none 100
d = fresh(); print(type(d.setdefault(Evil(), "sd")).__name__, len(d))
# expect: str 101
d = fresh()
try:
    del d[Evil()]
except KeyError:
    print("KeyError", len(d))
    # expect: KeyError 100
d = fresh()
print(d == {Evil(): 1, 0: 0}, len(d))
# expect: False 100
