# An exception raised while handling another remembers it; `from` hides it from display.
def chain(e):
    names = []
    while e is not None:
        names.append(type(e).__name__)
        e = e.__context__
    return names

def f():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            [][1]
        except IndexError:
            raise KeyError

try:
    f()
except KeyError as e:
    print(chain(e), e.__suppress_context__)
    # expect: ['KeyError', 'IndexError', 'ZeroDivisionError'] False

try:
    try:
        1 / 0
    except ZeroDivisionError as z:
        raise ValueError from z
except ValueError as e:
    print(e.__cause__ is e.__context__, e.__suppress_context__)
    # expect: True True

try:
    try:
        1 / 0
    finally:
        raise OSError
except OSError as e:
    print(chain(e))
    # expect: ['OSError', 'ZeroDivisionError']

e = ValueError()
try:
    raise e
except ValueError:
    try:
        raise e
    except ValueError as again:
        print(again.__context__)
        # expect: None
