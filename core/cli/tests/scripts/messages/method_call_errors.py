# Methods called with the wrong receiver or with arguments missing.
class C:
    def m(self, a, b=1, *, k): pass
    @classmethod
    def c(cls, a): pass
    @staticmethod
    def s(a): pass
    def no_self(): pass
    def __init__(self, x): self.x = x

c = C(1)

def attempt(action):
    try:
        action()
    except TypeError as e:
        print(e)

attempt(lambda: c.m())
# expect: C.m() missing 1 required positional argument: 'a'
attempt(lambda: c.m(1))
# expect: C.m() missing 1 required keyword-only argument: 'k'
attempt(lambda: c.m(1, 2, 3, k=1))
# expect: C.m() takes from 2 to 3 positional arguments but 4 positional arguments (and 1 keyword-only argument) were given
attempt(lambda: c.m(1, k=1, j=2))
# expect: C.m() got an unexpected keyword argument 'j'
attempt(lambda: c.m(1, a=2, k=3))
# expect: C.m() got multiple values for argument 'a'
attempt(lambda: C.m())
# expect: C.m() missing 2 required positional arguments: 'self' and 'a'
attempt(lambda: C.m(1))
# expect: C.m() missing 1 required positional argument: 'a'
attempt(lambda: C.c())
# expect: C.c() missing 1 required positional argument: 'a'
attempt(lambda: c.c(1, 2))
# expect: C.c() takes 2 positional arguments but 3 were given
attempt(lambda: C.s())
# expect: C.s() missing 1 required positional argument: 'a'
attempt(lambda: c.s(1, 2))
# expect: C.s() takes 1 positional argument but 2 were given
attempt(lambda: c.no_self())
# expect: C.no_self() takes 0 positional arguments but 1 was given
attempt(lambda: C())
# expect: C.__init__() missing 1 required positional argument: 'x'
attempt(lambda: C(1, 2))
# expect: C.__init__() takes 2 positional arguments but 3 were given
attempt(lambda: C(y=1))
# expect: C.__init__() got an unexpected keyword argument 'y'
attempt(lambda: C(1, x=1))
# expect: C.__init__() got multiple values for argument 'x'
attempt(lambda: list.append())
# expect: unbound method list.append() needs an argument
attempt(lambda: list.append(5, 1))
# expect: descriptor 'append' for 'list' objects doesn't apply to a 'int' object
attempt(lambda: list.append([], 1, 2))
# expect: list.append() takes exactly one argument (2 given)
attempt(lambda: str.upper(5))
# expect: descriptor 'upper' for 'str' objects doesn't apply to a 'int' object
attempt(lambda: int.__add__())
# expect: descriptor '__add__' of 'int' object needs an argument
attempt(lambda: int.__add__(1.5, 1))
# expect: descriptor '__add__' requires a 'int' object but received a 'float'
attempt(lambda: dict.fromkeys())
# expect: fromkeys expected at least 1 argument, got 0
attempt(lambda: object.__repr__())
# expect: descriptor '__repr__' of 'object' object needs an argument
attempt(lambda: C.__init__())
# expect: C.__init__() missing 2 required positional arguments: 'self' and 'x'
