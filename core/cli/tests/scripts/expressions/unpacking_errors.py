# Unpacking tells how many values it wanted and got.
def attempt(action):
    try:
        action()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)

def too_many():
    a, b = 1, 2, 3

def too_few():
    a, b, c = "xy"

def star_short():
    a, b, *c = [1]

def not_iterable():
    a, b = 5

def star_none():
    [*None]

attempt(too_many)
# expect: ValueError too many values to unpack (expected 2, got 3)
attempt(too_few)
# expect: ValueError not enough values to unpack (expected 3, got 2)
attempt(star_short)
# expect: ValueError not enough values to unpack (expected at least 2, got 1)
attempt(not_iterable)
# expect: TypeError cannot unpack non-iterable int object
attempt(star_none)
# expect: TypeError Value after * must be an iterable, not NoneType

def endless():
    n = 0
    while True:
        n += 1
        yield n

def lazy():
    a, b = endless()

attempt(lazy)
# expect: ValueError too many values to unpack (expected 2)
