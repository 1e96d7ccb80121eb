# Later keys win in dict comprehensions but keep the first key's place and object.
d = {k: v for k, v in [(1, "a"), (2, "b"), (True, "c"), (1.0, "d")]}
print(d)
# expect: {1: 'd', 2: 'b'}
print({len(w): w for w in "a bb cc d eee".split()})
# expect: {1: 'd', 2: 'cc', 3: 'eee'}
log = []

class K:
    def __init__(self, n): self.n = n
    def __hash__(self): log.append(f"hash {self.n}"); return 1
    def __eq__(self, o): log.append(f"eq {self.n}"); return True
    def __repr__(self): return f"K{self.n}"

print({K(i): i for i in range(3)})
# expect: {K0: 2}
print(log)
# expect: ['hash 0', 'hash 1', 'eq 0', 'hash 2', 'eq 0']
try:
    {k: 1 for k in [(1, [2])]}
except TypeError as e:
    print(e)
    # expect: cannot use 'tuple' as a dict key (unhashable type: 'list')
print({v: k for k, v in {"a": 1, "b": 2}.items()}, {i: {j: i * j for j in range(2)} for i in range(2)})
# expect: {1: 'a', 2: 'b'} {0: {0: 0, 1: 0}, 1: {0: 0, 1: 1}}
