# A call that lacks arguments names all of them.
def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def kwonly(*, k, j): pass
def posonly(a, b, /): pass
def both(a, *, k): pass

def attempt(f, *args, **kw):
    try:
        f(*args, **kw)
    except TypeError as e:
        print(e)

attempt(one)
# expect: one() missing 1 required positional argument: 'a'
attempt(two)
# expect: two() missing 2 required positional arguments: 'a' and 'b'
attempt(two, 1)
# expect: two() missing 1 required positional argument: 'b'
attempt(three)
# expect: three() missing 3 required positional arguments: 'a', 'b', and 'c'
attempt(kwonly)
# expect: kwonly() missing 2 required keyword-only arguments: 'k' and 'j'
attempt(kwonly, j=1)
# expect: kwonly() missing 1 required keyword-only argument: 'k'
attempt(posonly, 1)
# expect: posonly() missing 1 required positional argument: 'b'
attempt(both, k=1)
# expect: both() missing 1 required positional argument: 'a'
attempt(both, 1)
# expect: both() missing 1 required keyword-only argument: 'k'
