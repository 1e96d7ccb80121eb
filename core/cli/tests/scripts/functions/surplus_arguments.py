# A call with too many arguments says how many the function takes.
def none(): pass
def one(a): pass
def defaults(a, b=1, c=2): pass
def kwonly(a, *, k=1): pass

class C:
    def method(self, a): pass

def attempt(f, *args, **kw):
    try:
        f(*args, **kw)
    except TypeError as e:
        print(e)

attempt(none, 1)
# expect: none() takes 0 positional arguments but 1 was given
attempt(one, 1, 2)
# expect: one() takes 1 positional argument but 2 were given
attempt(defaults, 1, 2, 3, 4)
# expect: defaults() takes from 1 to 3 positional arguments but 4 were given
attempt(defaults, *range(7))
# expect: defaults() takes from 1 to 3 positional arguments but 7 were given
attempt(kwonly, 1, 2)
# expect: kwonly() takes 1 positional argument but 2 were given
attempt(kwonly, 1, 2, k=3)
# expect: kwonly() takes 1 positional argument but 2 positional arguments (and 1 keyword-only argument) were given
attempt(C().method, 1, 2, 3)
# expect: C.method() takes 2 positional arguments but 4 were given
attempt(C.method)
# expect: C.method() missing 2 required positional arguments: 'self' and 'a'
attempt(lambda: 0, 1)
# expect: <lambda>() takes 0 positional arguments but 1 was given
