# StopIteration inside a generator becomes RuntimeError; in plain functions it passes.
def gen():
    yield next(iter([]))

def explicit():
    yield 1
    raise StopIteration("x")

for g in (gen(), explicit()):
    try:
        print(list(g))
    except RuntimeError as e:
        print(e, repr(e.__cause__), repr(e.__context__))
# expect: generator raised StopIteration StopIteration() StopIteration()
# expect: generator raised StopIteration StopIteration('x') StopIteration('x')

def plain():
    return next(iter([]))

try:
    plain()
except StopIteration as e:
    print("passes", e.value)
    # expect: passes None
print(list(map(lambda x: next(iter([])) if x == 2 else x, [1, 2, 3])))
# expect: [1]
class It:
    n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("done")
        return self.n
print(list(It()), next(It(), "default"))
# expect: [1, 2] 1
async def coro():
    raise StopIteration("in coro")
try:
    coro().send(None)
except RuntimeError as e:
    print(e)
    # expect: coroutine raised StopIteration
