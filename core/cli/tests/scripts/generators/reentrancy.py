# A generator that is running cannot be resumed, closed or thrown into.
def gen():
    for action in (lambda: next(g), lambda: g.send(None), lambda: g.close(), lambda: g.throw(KeyError)):
        try:
            action()
        except ValueError as e:
            yield str(e)

g = gen()
print(list(g))
# expect: ['generator already executing', 'generator already executing', 'generator already executing', 'generator already executing']

def cycle():
    yield from c

c = cycle()
try:
    next(c)
except ValueError as e:
    print(e)
    # expect: generator already executing
