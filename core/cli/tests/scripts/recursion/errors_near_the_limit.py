# Handlers, finally clauses and finalisers run properly when the limit was just hit.
log = []

def f(n):
    try:
        return f(n + 1)
    finally:
        if n % 10 == 0:
            log.append(n)

try:
    f(0)
except RecursionError:
    pass
assert log == sorted(log, reverse=True) and log[-1] == 0 and len(log) > 10

class Ctx:
    exits = 0
    def __enter__(self): return self
    def __exit__(self, *a): Ctx.exits += 1

def g(n):
    with Ctx():
        g(n + 1)

try:
    g(0)
except RecursionError:
    pass
assert Ctx.exits > 50

def h():
    try:
        h()
    except RecursionError as e:
        try:
            raise ValueError("from handler") from e
        except ValueError as v:
            assert v.__cause__ is e
            raise

try:
    h()
except (RecursionError, ValueError) as e:
    assert e.__traceback__ is not None

def catches():
    try:
        catches()
    except RecursionError:
        return {"still": ["works", len("abc"), f"{1 + 1}"]}
    return 1

assert catches() in (1, {"still": ["works", 3, "2"]})
