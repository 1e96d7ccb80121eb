# collections.abc: one-trick checks, mixins for Sequence, MutableMapping and Set.
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence, Set, Sized

print([isinstance([], c) for c in (Container, Hashable, Iterable, Iterator, Sized, Sequence, MutableSequence, Mapping, Callable)], isinstance({}, MutableMapping), isinstance("", Sequence), isinstance({1}, Set), isinstance(iter([]), Iterator), isinstance(range(1), Sequence), isinstance({}.keys(), Set), isinstance(len, Callable))
# expect: [True, False, True, False, True, True, True, False, False] True True True True True True True

class D(MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)

d = D()
d.update(a=1, b=2)
print(d["a"], d.get("z"), d.pop("a"), d.setdefault("c", 3), sorted(d.items()), "b" in d, d == {"b": 2, "c": 3}, d.popitem() in (("b", 2), ("c", 3)), len(d))
# expect: 1 None 1 3 [('b', 2), ('c', 3)] True True True 1

class S(Sequence):
    def __init__(self, *a): self.a = a
    def __getitem__(self, i): return self.a[i]
    def __len__(self): return len(self.a)

s = S(1, 2, 3, 2)
print(list(s), 2 in s, s.index(2), s.count(2), list(reversed(s)))
# expect: [1, 2, 3, 2] True 1 2 [2, 3, 2, 1]

class Even(Set):
    def __init__(self, it=()): self.s = set(it)
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)

print(sorted(Even([1, 2]) | Even([2, 3])), sorted(Even([1, 2]) & {2}), Even([1]) <= Even([1, 2]), Even([1]) == {1}, Even([1]).isdisjoint([2]))
# expect: [1, 2, 3] [2] True True True
try:
    Mapping()
except TypeError as e:
    print(e)
    # expect: Can't instantiate abstract class Mapping without an implementation for abstract methods '__getitem__', '__iter__', '__len__'
