# getattr, setattr, hasattr, delattr with computed names and defaults.
class C:
    x = 1
    @property
    def broken(self): raise AttributeError("inside")
    @property
    def failing(self): raise ValueError("other error")

c = C()
print(getattr(c, "x"), getattr(c, "y", "dflt"), getattr(c, "broken", "hidden"), hasattr(c, "broken"), hasattr(c, "x"), hasattr(5, "real"))
# expect: 1 dflt hidden False True True
setattr(c, "y", 2)
setattr(c, "with space", 3)
print(c.y, getattr(c, "with space"), vars(c))
# expect: 2 3 {'y': 2, 'with space': 3}
delattr(c, "y")
print(hasattr(c, "y"))
# expect: False
for bad in (lambda: getattr(c, "y"), lambda: getattr(c, 5), lambda: setattr(c, 5, 1), lambda: hasattr(c, None), lambda: delattr(c, "x"), lambda: hasattr(c, "failing"), lambda: getattr(c), lambda: setattr(c, "x"), lambda: getattr(c, "failing", 1), lambda: vars(5), lambda: getattr(c, b"x")):
    try:
        bad()
    except (AttributeError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: AttributeError 'C' object has no attribute 'y'
# expect: TypeError attribute name must be string, not 'int'
# expect: TypeError attribute name must be string, not 'int'
# expect: TypeError attribute name must be string, not 'NoneType'
# expect: AttributeError 'C' object has no attribute 'x'
# expect: ValueError other error
# expect: TypeError getattr expected at least 2 arguments, got 1
# expect: TypeError setattr expected 3 arguments, got 2
# expect: ValueError other error
# expect: TypeError vars() argument must have __dict__ attribute
# expect: TypeError attribute name must be string, not 'bytes'
