# list() from every kind of iterable, and what it refuses.
class Seq:
    def __getitem__(self, i):
        if i < 3: return i * 2
        raise IndexError

class Hint:
    def __iter__(self): return iter([1, 2])
    def __length_hint__(self): return 10 ** 6

class BadLen:
    def __iter__(self): return iter([1])
    def __len__(self): raise TypeError("ignored len")

print(list(), list("abc"), list((1, 2)), list({"k": 1}), list(range(3)), list(Seq()), list(Hint()), list(x for x in "g"), list(map(abs, [-1])), list(b"ab"), list({5}))
# expect: [] ['a', 'b', 'c'] [1, 2] ['k'] [0, 1, 2] [0, 2, 4] [1, 2] ['g'] [1] [97, 98] [5]
print(list(BadLen()))
# expect: [1]
for bad in (lambda: list(5), lambda: list(None), lambda: list(1, 2), lambda: list(x=1)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: 'int' object is not iterable
# expect: 'NoneType' object is not iterable
# expect: list expected at most 1 argument, got 2
# expect: list() takes no keyword arguments

def fails():
    yield 1
    raise KeyError("midway")

target = [0]
try:
    target.extend(fails())
except KeyError:
    print(target)
    # expect: [0, 1]
a = [1, 2]
print(list(a) == a, list(a) is a, [*a] is a)
# expect: True False False
a.__init__("new")
print(a)
# expect: ['n', 'e', 'w']
