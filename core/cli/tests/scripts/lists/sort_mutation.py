# Changing a list while it is being sorted is detected; during the sort it looks empty.
a = [3, 1, 2]
seen = []

def key(x):
    seen.append(list(a))
    return x

a.sort(key=key)
print(a, seen)
# expect: [1, 2, 3] [[], [], []]

def evil(x):
    a.append(x)
    return x

try:
    a.sort(key=evil)
except ValueError as e:
    print(e)
    # expect: list modified during sort
print(sorted(a) == [1, 2, 3], len(a))
# expect: True 3
class Odd:
    def __init__(self, v): self.v = v
    def __lt__(self, other):
        if self.v == 13 or other.v == 13: raise RuntimeError("unlucky")
        return self.v < other.v
b = [Odd(i) for i in (5, 13, 2, 9)]
try:
    b.sort()
except RuntimeError as e:
    print(e, sorted(o.v for o in b))
    # expect: unlucky [2, 5, 9, 13]
calls = []
class Lt:
    def __init__(self, v): self.v = v
    def __lt__(self, o): calls.append("lt"); return self.v < o.v
    def __gt__(self, o): calls.append("gt"); return self.v > o.v
[x.v for x in sorted([Lt(2), Lt(1), Lt(3)])]
print(set(calls))
# expect: {'lt'}
