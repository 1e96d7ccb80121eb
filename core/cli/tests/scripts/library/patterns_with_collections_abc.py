# Classes registered as Sequence or Mapping match; having the methods alone is not enough.
from collections import ChainMap, OrderedDict, UserDict, UserList, deque, namedtuple
from collections.abc import Mapping, Sequence

class Quacks:
    def __len__(self): return 1
    def __getitem__(self, i): return [10][i]

class Registered(Quacks): pass
Sequence.register(Registered)

class Inherits(Sequence):
    def __len__(self): return 2
    def __getitem__(self, i): return "ab"[i]

class Map(Mapping):
    def __getitem__(self, k): return {"k": 1}[k]
    def __iter__(self): return iter("k")
    def __len__(self): return 1

def f(x):
    match x:
        case {"k": v}: return "mapping", v
        case [*items]: return "sequence", items
    return "neither"

P = namedtuple("P", "a b")
for x in (Quacks(), Registered(), Inherits(), Map(), deque([1]), UserList([2]), UserDict(k=3), ChainMap({"k": 4}), OrderedDict(k=5), P(1, 2)):
    print(type(x).__name__, f(x))
# expect: Quacks neither
# expect: Registered ('sequence', [10])
# expect: Inherits ('sequence', ['a', 'b'])
# expect: Map ('mapping', 1)
# expect: deque ('sequence', [1])
# expect: UserList ('sequence', [2])
# expect: UserDict ('mapping', 3)
# expect: ChainMap ('mapping', 4)
# expect: OrderedDict ('mapping', 5)
# expect: P ('sequence', [1, 2])
match P(1, 2):
    case P(a, b=bb): print(a, bb)
    # expect: 1 2
