# raise takes a class, an instance, a cause, or nothing in a handler.
def attempt(action):
    try:
        action()
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__cause__), repr(e.__context__))

def plain(): raise ValueError
def instance(): raise ValueError("x", 1)
def cause(): raise ValueError("x") from KeyError("k")
def cause_class(): raise ValueError from KeyError
def cause_none(): raise ValueError from None
def bad(): raise 5
def bad_class(): raise int
def bad_cause(): raise ValueError from 5
def nothing(): raise
def reraise():
    try:
        raise KeyError("again")
    except KeyError:
        raise

class Picky(Exception):
    def __init__(self): raise OSError("in init")

def picky(): raise Picky

class NotExc(Exception):
    def __new__(cls): return 7

def not_exc(): raise NotExc

for f in (plain, instance, cause, cause_class, cause_none, bad, bad_class, bad_cause, nothing, reraise, picky, not_exc):
    attempt(f)
# expect: ValueError  None None
# expect: ValueError ('x', 1) None None
# expect: ValueError x KeyError('k') None
# expect: ValueError  KeyError() None
# expect: ValueError  None None
# expect: TypeError exceptions must derive from BaseException None None
# expect: TypeError exceptions must derive from BaseException None None
# expect: TypeError exception causes must derive from BaseException None None
# expect: RuntimeError No active exception to reraise None None
# expect: KeyError 'again' None None
# expect: OSError in init None None
# expect: TypeError calling <class '__main__.NotExc'> should have returned an instance of BaseException, not <class 'int'> None None
