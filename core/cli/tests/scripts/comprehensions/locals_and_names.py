# Inside a comprehension locals() also shows the enclosing function's names (PEP 709).
def f(a):
    b = 2
    return [sorted(locals()) for c in [0]][0]

print(f(1))
# expect: ['a', 'b', 'c']

def g():
    [x for x in range(3)]
    try:
        return x
    except NameError as e:
        return type(e).__name__

print(g())
# expect: NameError

class C:
    seen = [n for n in "ab"]
    leaked = "n" in dir()

print(C.seen, C.leaked)
# expect: ['a', 'b'] False
import sys
def h(): return [sys._getframe().f_code.co_name for _ in "a"], next(sys._getframe().f_code.co_name for _ in "a")
print(h())
# expect: (['h'], '<genexpr>')
