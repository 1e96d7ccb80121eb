# Which methods of the subject matching calls.
log = []

class Seq(list):
    def __len__(self): log.append("len"); return super().__len__()
    def __getitem__(self, i): log.append(("get", i)); return super().__getitem__(i)

match Seq([1, 2, 3]):
    case [5, _]: pass
    case [1, *mid, 3]: print(mid)
    # expect: [2]
print(log)
# expect: ['len', 'len']
log.clear()

class Attr:
    def __getattr__(self, name):
        log.append(name)
        if name == "missing": raise AttributeError(name)
        return name.upper()

match Attr():
    case Attr(missing=_): pass
    case Attr(a="A", b=value): print(value)
    # expect: B
print([n for n in log if not n.startswith("__")])
# expect: ['missing', 'a', 'b']
class Bad:
    @property
    def x(self): raise ValueError("from property")
try:
    match Bad():
        case Bad(x=1): pass
except ValueError as e:
    print(e)
    # expect: from property
