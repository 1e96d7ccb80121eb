# Iterating, unpacking and spreading what is not iterable.
class C: pass

def attempt(text):
    try:
        exec(text, {"C": C, "c": C(), "f": lambda *a, **k: 0, "n": None})
    except (TypeError, ValueError) as e:
        print(text, "|", type(e).__name__, e)

for text in ("for x in c: pass", "for x in 5: pass", "for x in n: pass", "a, b = c", "a, b = 5", "a, b = n", "[*c]", "(*n,)", "{*5}", "{**c}", "{**5}", "f(*c)", "f(*5)", "f(**c)", "f(**5)", "f(**{1: 2})", "list(c)", "tuple(5)", "set(n)", "dict(5)",
             "a, b = 1, 2, 3", "a, b, c = 1, 2", "a, *b, c = [1]", "[a, b] = 'x'", "(a,) = ()", "for a, b in [1]: pass", "for a, b in [(1, 2, 3)]: pass", "[x for x in 5]", "next(c)", "iter(5)", "yield_ = [*f]", "max(5)", "sum(n)", "','.join(5)", "c in c", "zip(1)", "enumerate(n)", "all(5)", "a, b = {}", "a, b = {1}"):
    attempt(text)
# expect: for x in c: pass | TypeError 'C' object is not iterable
# expect: for x in 5: pass | TypeError 'int' object is not iterable
# expect: for x in n: pass | TypeError 'NoneType' object is not iterable
# expect: a, b = c | TypeError cannot unpack non-iterable C object
# expect: a, b = 5 | TypeError cannot unpack non-iterable int object
# expect: a, b = n | TypeError cannot unpack non-iterable NoneType object
# expect: [*c] | TypeError Value after * must be an iterable, not C
# expect: (*n,) | TypeError Value after * must be an iterable, not NoneType
# expect: {*5} | TypeError 'int' object is not iterable
# expect: {**c} | TypeError 'C' object is not a mapping
# expect: {**5} | TypeError 'int' object is not a mapping
# expect: f(*c) | TypeError __main__.attempt.<locals>.<lambda>() argument after * must be an iterable, not C
# expect: f(*5) | TypeError __main__.attempt.<locals>.<lambda>() argument after * must be an iterable, not int
# expect: f(**c) | TypeError __main__.attempt.<locals>.<lambda>() argument after ** must be a mapping, not C
# expect: f(**5) | TypeError __main__.attempt.<locals>.<lambda>() argument after ** must be a mapping, not int
# expect: f(**{1: 2}) | TypeError keywords must be strings
# expect: list(c) | TypeError 'C' object is not iterable
# expect: tuple(5) | TypeError 'int' object is not iterable
# expect: set(n) | TypeError 'NoneType' object is not iterable
# expect: dict(5) | TypeError 'int' object is not iterable
# expect: a, b = 1, 2, 3 | ValueError too many values to unpack (expected 2, got 3)
# expect: a, b, c = 1, 2 | ValueError not enough values to unpack (expected 3, got 2)
# expect: a, *b, c = [1] | ValueError not enough values to unpack (expected at least 2, got 1)
# expect: [a, b] = 'x' | ValueError not enough values to unpack (expected 2, got 1)
# expect: (a,) = () | ValueError not enough values to unpack (expected 1, got 0)
# expect: for a, b in [1]: pass | TypeError cannot unpack non-iterable int object
# expect: for a, b in [(1, 2, 3)]: pass | ValueError too many values to unpack (expected 2, got 3)
# expect: [x for x in 5] | TypeError 'int' object is not iterable
# expect: next(c) | TypeError 'C' object is not an iterator
# expect: iter(5) | TypeError 'int' object is not iterable
# expect: yield_ = [*f] | TypeError Value after * must be an iterable, not function
# expect: max(5) | TypeError 'int' object is not iterable
# expect: sum(n) | TypeError 'NoneType' object is not iterable
# expect: ','.join(5) | TypeError can only join an iterable
# expect: c in c | TypeError argument of type 'C' is not a container or iterable
# expect: zip(1) | TypeError 'int' object is not iterable
# expect: enumerate(n) | TypeError 'NoneType' object is not iterable
# expect: all(5) | TypeError 'int' object is not iterable
# expect: a, b = {} | ValueError not enough values to unpack (expected 2, got 0)
# expect: a, b = {1} | ValueError not enough values to unpack (expected 2, got 1)
