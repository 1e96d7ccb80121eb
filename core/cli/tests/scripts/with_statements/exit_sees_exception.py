# In __exit__ the exception is current; what it raises replaces it with context.
import sys

class Ctx:
    def __enter__(self): return self
    def __exit__(self, kind, value, tb):
        self.current = sys.exception() is value
        self.line = tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno
        return True

def f():
    with Ctx() as c:
        x = 1
        raise KeyError

    return c.current, c.line, sys.exception()

print(f())
# expect: (True, 3, None)

class Reraise:
    def __enter__(self): pass
    def __exit__(self, kind, value, tb):
        if kind: raise value

try:
    with Reraise():
        raise OSError("o")
except OSError as e:
    print(repr(e), e.__context__)
    # expect: OSError('o') None

class Bare:
    def __enter__(self): pass
    def __exit__(self, *a): raise

try:
    with Bare():
        raise IndexError("i")
except IndexError as e:
    print(repr(e))
    # expect: IndexError('i')
