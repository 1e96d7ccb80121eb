# types.FunctionType builds functions from code, with other globals, name, defaults and closure.
def template(x, y=1):
    return x, y, name

name = "ours"
Function = type(template)
f = Function(template.__code__, {"name": "theirs"}, "made", (10,))
print(f(1), f.__name__, template(1))
# expect: (1, 10, 'theirs') made (1, 1, 'ours')

def outer():
    v = "closed"
    def inner():
        return v
    return inner

inner = outer()
g = Function(inner.__code__, {}, None, None, inner.__closure__)
print(g(), g.__name__)
# expect: closed inner
for bad in (lambda: Function(inner.__code__, {}), lambda: Function(1, {}), lambda: Function()):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: arg 5 (closure) must be tuple
# expect: function() argument 'code' must be code, not int
# expect: function() missing required argument 'code' (pos 1)
