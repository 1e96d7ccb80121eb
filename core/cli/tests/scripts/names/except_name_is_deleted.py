# `except ... as e` unbinds e at the end of the handler, however it is left.
e = "before"
try:
    1 / 0
except ZeroDivisionError as e:
    print(type(e).__name__)
    # expect: ZeroDivisionError
print("e" in globals())
# expect: False

def f():
    for i in range(2):
        try:
            raise ValueError(i)
        except ValueError as err:
            if i == 0:
                continue
            kept = err
            break
    try:
        err
    except UnboundLocalError as gone:
        print(gone)
    return kept

print(repr(f()))
# expect: cannot access local variable 'err' where it is not associated with a value
# expect: ValueError(1)

def g():
    try:
        raise KeyError("k")
    except KeyError as err:
        err = "rebound"
        del err
    return "deleting it oneself is fine"

print(g())
# expect: deleting it oneself is fine
