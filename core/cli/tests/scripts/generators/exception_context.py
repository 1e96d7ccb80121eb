# Exceptions in generators: context of the caller's handler, tracebacks through frames, state after.
def gen():
    try:
        yield 1
    except ValueError:
        try:
            yield 2
            raise KeyError("inner")
        except KeyError as e:
            yield repr(e.__context__)
    1 / 0

g = gen()
print(next(g), g.throw(ValueError("v")), next(g))
# expect: 1 2 ValueError('v')
try:
    next(g)
except ZeroDivisionError as e:
    tb, names = e.__traceback__, []
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print(names[-1], e.__context__)
    # expect: gen None
print(next(g, "finished"))
# expect: finished

def outer():
    try:
        raise OSError("outer")
    except OSError:
        yield from (raise_in(x) for x in [1])

def raise_in(x):
    raise KeyError(x)

try:
    next(outer())
except KeyError as e:
    print(repr(e), repr(e.__context__))
    # expect: KeyError(1) OSError('outer')
