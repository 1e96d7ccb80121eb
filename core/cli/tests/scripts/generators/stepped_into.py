# Generators that loops and `yield from` resume: what they send, return, raise, and see as the exception being handled.
def g():
    try:
        x = yield 1
        yield x
        raise ValueError("a")
    finally:
        print("fin")
try:
    for v in g(): print(v)
except ValueError as e: print(e)
def h(): 
    r = yield from g2(); print("r", r); return 5
def g2():
    yield 1; yield 2; return 9
for v in h(): print(v)
def bad():
    yield 1
    raise StopIteration(3)
try:
    for v in bad(): pass
except RuntimeError as e: print(repr(e), repr(e.__cause__))
def rec():
    for x in it: yield x
it = rec()
try: list(it)
except ValueError as e: print(e)
it2 = None
def rec2():
    for x in it2: yield x
it2 = rec2()
try:
    for _ in it2: pass
except ValueError as e: print(e)
def exc():
    try: raise KeyError(1)
    except KeyError:
        import sys
        yield sys.exc_info()[0]
        yield sys.exc_info()[0]
try: raise IndexError
except IndexError:
    for x in exc(): print(x, sys.exc_info()[0] if 'sys' in dir() else None)
import sys
async def co(n):
    if n: return await co(n-1)+1
    return 0
try: co(50).send(None)
except StopIteration as e: print(e.value)
def walk(n):
    if n: 
        yield from walk(n-1); yield n
print(sum(walk(100)))
for a,b in [(1,2),[3,4],"ab",{5:1,6:2}]: print(a,b)
for bad in [(1,),[1,2,3],"abc",5]:
    try: a,b=bad
    except Exception as e: print(repr(e))
class T(tuple): pass
a,b=T((1,2)); print(a,b)
l=[0,1,2]; l[-1]=7; l[1]=8; print(l)
try: l[5]=1
except IndexError as e: print(e)
x=(1,(2,3)); x,y=x; print(x,y)
def deep(n):
    if n==0: yield 1; return
    for x in deep(n-1): yield x
try: print(list(deep(5000)))
except RecursionError as e: print("RecursionError")
# expect: 1
# expect: None
# expect: fin
# expect: a
# expect: 1
# expect: 2
# expect: r 9
# expect: RuntimeError('generator raised StopIteration') StopIteration(3)
# expect: generator already executing
# expect: generator already executing
# expect: <class 'KeyError'> None
# expect: <class 'KeyError'> None
# expect: 50
# expect: 5050
# expect: 1 2
# expect: 3 4
# expect: a b
# expect: 5 6
# expect: ValueError('not enough values to unpack (expected 2, got 1)')
# expect: ValueError('too many values to unpack (expected 2, got 3)')
# expect: ValueError('too many values to unpack (expected 2)')
# expect: TypeError('cannot unpack non-iterable int object')
# expect: 1 2
# expect: [0, 8, 7]
# expect: list assignment index out of range
# expect: 1 (2, 3)
# expect: RecursionError
