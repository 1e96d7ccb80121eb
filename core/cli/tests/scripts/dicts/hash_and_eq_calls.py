# Lookup calls __hash__ once and __eq__ only for keys with the same hash that are not identical.
log = []

class K:
    def __init__(self, name, h): self.name, self.h = name, h
    def __hash__(self): log.append(f"hash {self.name}"); return self.h
    def __eq__(self, other): log.append(f"eq {self.name} {other.name}"); return self.name == other.name

a, b, c = K("a", 1), K("b", 1), K("c", 2)
d = {a: 1}
print(log); log.clear()
# expect: ['hash a']
print(d[a], log); log.clear()
# expect: 1 ['hash a']
print(d.get(b), log); log.clear()
# expect: None ['hash b', 'eq a b']
print(c in d, log); log.clear()
# expect: False ['hash c']
d[K("a", 1)] = 2
print(len(d), log, next(iter(d)) is a); log.clear()
# expect: 1 ['hash a', 'eq a a'] True
d[b] = 3
print(len(d), log); log.clear()
# expect: 2 ['hash b', 'eq a b']
{**d}; dict(d); d.copy(); list(d.items())
print(log)
# expect: []

class Raises:
    name = "raises"
    def __hash__(self): return 1
    def __eq__(self, other): raise ValueError("in eq")

d = {Raises(): 0}

for action in (lambda: d[Raises()], lambda: Raises() in d, lambda: d.pop(Raises(), None), lambda: d.setdefault(Raises())):
    try:
        action()
    except ValueError as e:
        print(e)
# expect: in eq
# expect: in eq
# expect: in eq
# expect: in eq
