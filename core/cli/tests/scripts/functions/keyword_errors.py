# Unexpected, repeated and misplaced keyword arguments.
def f(a, b=1): pass
def posonly(a, /, b): pass
def long_name(reverse_order=False): pass

def attempt(action):
    try:
        action()
    except TypeError as e:
        print(e)

attempt(lambda: f(1, c=2))
# expect: f() got an unexpected keyword argument 'c'
attempt(lambda: f(1, a=2))
# expect: f() got multiple values for argument 'a'
attempt(lambda: f(a=1, **{"a": 2}))
# expect: __main__.f() got multiple values for keyword argument 'a'
attempt(lambda: posonly(a=1, b=2))
# expect: posonly() got some positional-only arguments passed as keyword arguments: 'a'
attempt(lambda: f(1, **{3: 4}))
# expect: keywords must be strings
attempt(lambda: f(1, *5))
# expect: Value after * must be an iterable, not int
attempt(lambda: f(1, **[1]))
# expect: __main__.f() argument after ** must be a mapping, not list
attempt(lambda: f(**{"x": 1}, **{"x": 2}))
# expect: __main__.f() got multiple values for keyword argument 'x'
attempt(lambda: long_name(reverse_ordr=True))
# expect: long_name() got an unexpected keyword argument 'reverse_ordr'. Did you mean 'reverse_order'?
number = 5
attempt(lambda: number())
# expect: 'int' object is not callable
attempt(lambda: f(1)(1))
# expect: 'NoneType' object is not callable
