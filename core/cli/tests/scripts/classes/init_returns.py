# `__init__` must return None, whatever kind of function it is by the time it is called.


def message(make):
    try:
        make()
    except TypeError as e:
        return str(e)
    return "no error"


class Plain:
    def __init__(self, x):
        self.x = x


class Value:
    def __init__(self):
        return 1


class Generator:
    def __init__(self):
        yield


class Coroutine:
    async def __init__(self):
        pass


def make(cls, *args):
    return cls(*args)


for _ in range(3):
    assert make(Plain, 4).x == 4
    assert message(lambda: make(Value)) == "__init__() should return None, not 'int'"
    assert message(lambda: make(Generator)) == "__init__() should return None, not 'generator'"
for _ in range(3):
    assert message(lambda: Value()) == "__init__() should return None, not 'int'"
    assert message(lambda: Generator()) == "__init__() should return None, not 'generator'"

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    for _ in range(3):
        assert message(lambda: Coroutine()) == "__init__() should return None, not 'coroutine'"


def build():
    return Plain(1)


def generator(self, x):
    yield x


for _ in range(3):
    assert build().x == 1
Plain.__init__.__code__ = generator.__code__
for _ in range(3):
    assert message(build) == "__init__() should return None, not 'generator'"
Plain.__init__ = lambda self, x: None
for _ in range(3):
    assert not hasattr(build(), "x")
del Plain.__init__
for _ in range(3):
    assert message(build) == "Plain() takes no arguments"


# Inside of a generator the arguments are elsewhere.
def inside():
    items = []
    add = items.append
    for k in range(5):
        add(k)
        yield make(Later, k).x, len(items)


class Later:
    def __init__(self, x, y=2):
        self.x = x + y


assert list(inside()) == [(2, 1), (3, 2), (4, 3), (5, 4), (6, 5)]
