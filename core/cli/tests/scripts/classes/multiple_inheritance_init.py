# Cooperative __init__ along a diamond passes each class its own keywords.
class Base:
    def __init__(self, **kw):
        assert not kw, kw
        self.order = ["Base"]

class Left(Base):
    def __init__(self, *, left, **kw):
        super().__init__(**kw)
        self.left = left
        self.order.append("Left")

class Right(Base):
    def __init__(self, *, right, **kw):
        super().__init__(**kw)
        self.right = right
        self.order.append("Right")

class Child(Left, Right):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.order.append("Child")

c = Child(left=1, right=2)
print(c.order, c.left, c.right)
# expect: ['Base', 'Right', 'Left', 'Child'] 1 2
try:
    Child(left=1)
except TypeError as e:
    print(e)
    # expect: Right.__init__() missing 1 required keyword-only argument: 'right'
try:
    Child(left=1, right=2, extra=3)
except AssertionError as e:
    print(e)
    # expect: {'extra': 3}
