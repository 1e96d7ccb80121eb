# mode: no-stress (many objects alive at once)
# repr, comparison and hashing of structures nested very deeply work or raise RecursionError; they never crash.
def nest(make, n):
    x = make(None)
    for _ in range(n):
        x = make(x)
    return x

def attempt(action):
    try:
        action()
    except RecursionError:
        pass
    except TypeError as e:
        assert "unhashable" in str(e), e

for make in (lambda x: [x], lambda x: (x,), lambda x: {"k": x}, lambda x: frozenset([x])):
    text = nest(make, 4_000)
    attempt(lambda: repr(text))
    deep, other = nest(make, 100_000), nest(make, 100_000)
    attempt(lambda: deep == other)
    attempt(lambda: deep != other)
    attempt(lambda: deep in [other])
    attempt(lambda: hash(deep))
    del text, deep, other
print("survived")
# expect: survived
