# mode: no-stress (many objects alive at once)
# repr, comparison and hashing of structures nested very deeply work or raise RecursionError; they never crash.
def nest(make, n):
    x = make(None)
    for _ in range(n):
        x = make(x)
    return x

makers = {"list": lambda x: [x], "tuple": lambda x: (x,), "dict": lambda x: {"k": x}, "frozenset": lambda x: frozenset([x]) if not isinstance(x, list) else x}
for name, make in makers.items():
    deep, other = nest(make, 20_000), nest(make, 20_000)
    results = []
    for action in (lambda: repr(deep), lambda: deep == other, lambda: hash(deep) if name != "list" and name != "dict" else repr(deep)):
        try:
            action()
            results.append("ok")
        except RecursionError:
            results.append("RecursionError")
    assert all(r in ("ok", "RecursionError") for r in results), (name, results)
    del deep, other
print("survived")
# expect: survived
