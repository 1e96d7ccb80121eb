# Exceptions of one's own: attributes, str, hierarchy, keyword arguments.
class AppError(Exception):
    code = 1

class Detailed(AppError):
    def __init__(self, message, *, where):
        super().__init__(message)
        self.where = where

    def __str__(self):
        return f"{super().__str__()} at {self.where}"

class Multi(ValueError, KeyError):
    pass

class NoSuper(Exception):
    def __init__(self, a, b=None):
        self.a = a

try:
    raise Detailed("broken", where="here")
except AppError as e:
    print(e, repr(e), e.args, e.code)
    # expect: broken at here Detailed('broken') ('broken',) 1
try:
    raise Multi("m")
except KeyError as e:
    print(str(e), isinstance(e, ValueError), [c.__name__ for c in Multi.__mro__][:4])
    # expect: 'm' True ['Multi', 'ValueError', 'KeyError', 'LookupError']
print(NoSuper(1).args, NoSuper("x", b=2).args, str(NoSuper(3)))
# expect: (1,) ('x',) 3

class Base(BaseException): pass

try:
    try:
        raise Base("b")
    except Exception:
        print("not reached")
except BaseException as e:
    print(repr(e))
    # expect: Base('b')
try:
    class Bad(ValueError, OSError): pass
except TypeError as e:
    print(e)
