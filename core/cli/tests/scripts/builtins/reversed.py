# reversed uses __reversed__, or __len__ and __getitem__.
print(list(reversed([1, 2])), "".join(reversed("abc")), list(reversed((1, 2))), list(reversed(range(3))), list(reversed({"a": 1, "b": 2})), list(reversed(b"ab")))
# expect: [2, 1] cba [2, 1] [2, 1, 0] ['b', 'a'] [98, 97]

class Own:
    def __reversed__(self): return iter("own")

class Seq:
    def __len__(self): return 3
    def __getitem__(self, i): return i * 10

class Blocked(Seq):
    __reversed__ = None

print(list(reversed(Own())), list(reversed(Seq())), reversed(Own()) is not None)
# expect: ['o', 'w', 'n'] [20, 10, 0] True
for bad in (lambda: reversed({1}), lambda: reversed(5), lambda: reversed(iter([])), lambda: reversed(Blocked()), lambda: reversed(), lambda: reversed(x for x in [])):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: 'set' object is not reversible
# expect: 'int' object is not reversible
# expect: 'list_iterator' object is not reversible
# expect: 'Blocked' object is not reversible
# expect: reversed expected 1 argument, got 0
# expect: 'generator' object is not reversible
a = [1, 2, 3]
r = reversed(a)
next(r)
a.append(4)
print(list(r), list(r), reversed([]).__length_hint__())
# expect: [2, 1] [] 0
