# sys.exception follows the handler, also through calls, generators and nested handlers.
import sys

def now():
    return repr(sys.exception())

print(now())
# expect: None
try:
    raise ValueError("a")
except ValueError:
    print(now())
    # expect: ValueError('a')
    try:
        raise KeyError("b")
    except KeyError:
        print(now(), sys.exc_info()[0].__name__)
        # expect: KeyError('b') KeyError
    print(now())
    # expect: ValueError('a')

    def gen():
        yield now()
        try:
            raise IndexError("g")
        except IndexError:
            yield now()
        yield now()

    g = gen()
    print(next(g), next(g), now(), next(g))
    # expect: ValueError('a') IndexError('g') ValueError('a') ValueError('a')
print(now(), sys.exc_info())
# expect: None (None, None, None)
g = gen()
print(next(g))
# expect: None
try:
    raise OSError("o")
except OSError:
    print(next(g), next(g))
    # expect: IndexError('g') OSError('o')
