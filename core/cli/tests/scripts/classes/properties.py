# Properties: getter, setter, deleter, their copies and their errors.
class C:
    def __init__(self): self._x = 0

    @property
    def x(self):
        "doc of x"
        return self._x

    @x.setter
    def x(self, value):
        if value < 0:
            raise ValueError("negative")
        self._x = value

    @x.deleter
    def x(self):
        self._x = None

    @property
    def readonly(self): return "ro"

    writeonly = property(None, lambda self, v: setattr(self, "_x", v))

c = C()
c.x = 5
print(c.x, C.x.__doc__, C.x.fget(c), type(C.x), C.x.__name__)
# expect: 5 doc of x 5 <class 'property'> x
del c.x
print(c.x)
# expect: None
c.writeonly = 7
print(c.x)
# expect: 7
for action in (lambda: setattr(c, "x", -1), lambda: setattr(c, "readonly", 1), lambda: delattr(c, "readonly"),
               lambda: c.writeonly, lambda: delattr(c, "writeonly")):
    try:
        action()
    except (AttributeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: ValueError negative
# expect: AttributeError property 'readonly' of 'C' object has no setter
# expect: AttributeError property 'readonly' of 'C' object has no deleter
# expect: AttributeError property 'writeonly' of 'C' object has no getter
# expect: AttributeError property 'writeonly' of 'C' object has no deleter

class D(C):
    @C.x.getter
    def x(self): return "D's"

d = D()
d.x = 3
print(d.x, d._x)
# expect: D's 3
