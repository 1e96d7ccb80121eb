# iter with a callable and sentinel, next with a default, and the iterator protocol.
values = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(values), 0)), next(values), next(values, "end"), next(values, None))
# expect: [1, 2, 3] 4 end None
it = iter(lambda: 1, 1)
print(list(it), next(it, "stays ended"))
# expect: [] stays ended

class Count:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0: raise StopIteration
        self.n -= 1
        return self.n

print(list(Count(3)), sum(Count(5)), [*Count(2)], max(Count(4)), 2 in Count(3), list(zip(Count(2), Count(3))))
# expect: [2, 1, 0] 10 [1, 0] 3 True [(1, 2), (0, 1)]

class BadIter:
    def __iter__(self): return 5

class NoNext:
    def __iter__(self): return NoNext()

class NoneIter:
    __iter__ = None
    def __getitem__(self, i): return i

for bad in (lambda: iter(5), lambda: iter(BadIter()), lambda: iter(NoNext()), lambda: iter(NoneIter()), lambda: next([1]), lambda: next(5), lambda: iter(5, 1), lambda: next(), lambda: iter(), lambda: [x for x in None], lambda: next(iter([]), 1, 2)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: 'int' object is not iterable
# expect: iter() returned non-iterator of type 'int'
# expect: iter() returned non-iterator of type 'NoNext'
# expect: 'NoneIter' object is not iterable
# expect: 'list' object is not an iterator
# expect: 'int' object is not an iterator
# expect: iter(v, w): v must be callable
# expect: next expected at least 1 argument, got 0
# expect: iter expected at least 1 argument, got 0
# expect: 'NoneType' object is not iterable
# expect: next expected at most 2 arguments, got 3
def raises_stop():
    raise StopIteration("from callable")
print(list(iter(raises_stop, None)))
# expect: []
