# mode: main-only (sys.unraisablehook is the process's)
# sys.unraisablehook is told of errors in finalisers, weak references' callbacks and dying generators.
import gc, re, sys, weakref

def hook(u):
    print(u.exc_type.__name__, re.sub("0x[0-9a-f]+", "ADDRESS", u.err_msg or ""), u.object, u.exc_value.__traceback__ is u.exc_traceback, len(u))

class Bad:
    def __del__(self): 1 / 0

class Plain: pass

def gen():
    try: yield
    finally: [][1]

before, sys.unraisablehook = sys.unraisablehook, hook
b = Bad()
del b
gc.collect()
# expect: ZeroDivisionError Exception ignored while calling deallocator <function Bad.__del__ at ADDRESS> None True 5
p = Plain()
def callback(ref): {}["k"]
r = weakref.ref(p, callback)
del p
gc.collect()
# expect: KeyError Exception ignored while calling weakref callback <function callback at ADDRESS> None True 5
g = gen()
next(g)
del g
gc.collect()
# expect: IndexError Exception ignored while closing generator <generator object gen at ADDRESS> None True 5
sys.unraisablehook = before
