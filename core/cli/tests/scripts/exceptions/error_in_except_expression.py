# Errors raised while matching, in cleanup and in __str__ behave as any others.
class BadStr(Exception):
    def __str__(self): raise KeyError("in str")

class BadRepr(Exception):
    def __repr__(self): raise OSError("in repr")

for e, f in ((BadStr(), str), (BadRepr(), repr)):
    try:
        f(e)
    except Exception as err:
        print(repr(err))
# expect: KeyError('in str')
# expect: OSError('in repr')

def cleanup():
    try:
        raise ValueError("first")
    except ValueError:
        raise TypeError("second")
    finally:
        [].pop()

try:
    cleanup()
except IndexError as e:
    print(repr(e), repr(e.__context__), repr(e.__context__.__context__))
    # expect: IndexError('pop from empty list') TypeError('second') ValueError('first')

class Meta(type):
    def __instancecheck__(cls, x): return True
    def __subclasscheck__(cls, x): return True

class All(Exception, metaclass=Meta): pass

try:
    try:
        raise ValueError("not caught by instancecheck")
    except All:
        print("caught")
except ValueError as e:
    print(e)
    # expect: not caught by instancecheck
