# Sets find elements by hash, then identity, then equality.
log = []

class K:
    def __init__(self, name, h): self.name, self.h = name, h
    def __hash__(self): log.append("h"); return self.h
    def __eq__(self, other): log.append(f"{self.name}={other.name}"); return self.name == other.name

a, a2, b = K("a", 1), K("a", 1), K("b", 1)
s = {a}
s.add(a2)
print(len(s), log, next(iter(s)) is a); log.clear()
# expect: 1 ['h', 'h', 'a=a'] True
s.add(b)
print(len(s), a in s, log.count("h")); log.clear()
# expect: 2 True 2
t = set(s) | s
u = s.copy(); u &= s
print(len(t), log.count("h"))
# expect: 2 0
nan = float("nan")
print(len({nan, nan}), nan in {nan}, float("nan") in {nan}, len({0, 0.0, -0.0, False}), {1} | {1.0, True} == {1})
# expect: 1 True False 1 True

class Raises:
    def __hash__(self): raise TypeError("no hash today")

try:
    {1, Raises()}
except TypeError as e:
    print(e)
    # expect: cannot use 'Raises' as a set element (no hash today)
