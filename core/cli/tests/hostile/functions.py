"""Shared functions, closures and globals: code, defaults, cells and names change under their callers."""

from _crowd import Dice, crowd, passed


def make():
    count, pair = 0, (0, 0)

    def bump(n):
        nonlocal count, pair
        count = n
        pair = (n, n)

    def look():
        return count, pair

    return bump, look


bump, look = make()


def one(x, y=("default", 1), *, k=("kw", 1)):
    return ("one", x, y, k)


def two(x, y=("default", 2), *, k=("kw", 2)):
    return ("two", x, y, k)


def target(x, y=("default", 0), *, k=("kw", 0)):
    return ("target", x, y, k)


some_global = ("global", 0)


def reads_globals():
    return some_global, len([1]), maybe()


def maybe():
    try:
        return flickering
    except NameError as error:
        assert error.name == "flickering"
        return ("absent", 0)


def change(me, going):
    global some_global, flickering
    dice, n = Dice(me), 0
    while going():
        n += 1
        match dice.roll(9):
            case 0:
                target.__code__ = (one if n % 2 else two).__code__
            case 1:
                target.__defaults__ = (("default", n),)
            case 2:
                target.__kwdefaults__ = {"k": ("kw", n)}
            case 3:
                target.attribute = ("attribute", n)
            case 4:
                some_global = ("global", n)
            case 5:
                flickering = ("here", n)
            case 6:
                globals().pop("flickering", None)
            case 7:
                bump(n)
            case 8:
                globals()[f"made{me}"] = n
                assert globals()[f"made{me}"] == n
                look.__closure__[0].cell_contents = n
    return n


def call(me, going):
    n = 0
    while going():
        n += 1
        name, x, y, k = target(n)
        assert name in ("target", "one", "two") and x == n and y[0] == "default" and k[0] == "kw", (name, x, y, k)
        assert target(n, 5, k=6)[1:] == (n, 5, 6)
        g, length, m = reads_globals()
        assert g[0] == "global" and length == 1 and m[0] in ("here", "absent")
        count, pair = look()
        assert type(count) is int and pair[0] == pair[1]
        assert getattr(target, "attribute", ("attribute", 0))[0] == "attribute"
        assert (lambda v: [v + i for i in range(3)])(n) == [n, n + 1, n + 2]
    return n


counts = crowd(call, change)
passed("functions", steps=sum(counts))
# expect: functions: passed
