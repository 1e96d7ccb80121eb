"""Shared classes: methods and attributes replaced, bases changed, subclasses made, under callers."""

from _crowd import Dice, crowd, passed


class Left:
    side = "left"

    def who(self):
        return "left"


class Right:
    side = "right"

    def who(self):
        return "right"


class Base(Left):
    def method(self):
        return ("base", 0)


class Child(Base):
    def special(self):
        return super().method()


def replace(me, going):
    dice, n = Dice(me), 0
    while going():
        n += 1
        match dice.roll(7):
            case 0:
                Base.method = lambda self, n=n: ("replaced", n)
            case 1:
                Child.extra = ("extra", n)
            case 2:
                try:
                    del Child.extra
                except AttributeError:
                    pass
            case 3:
                Base.__bases__ = (Right,) if n % 2 else (Left,)
            case 4:
                Child.__len__ = lambda self, n=n: n % 100
            case 5:
                Child.prop = property(lambda self, n=n: ("prop", n))
            case 6:
                setattr(Child, f"own{me}", n)
                assert getattr(Child, f"own{me}") == n
    return n


def create(me, going):
    n = 0
    while going():
        n += 1
        kind = type(f"Made{me}", (Child,), {"v": n, "__slots__": ()} if n % 2 else {"v": n})
        made = kind()
        assert made.v == n and isinstance(made, Base) and made.special()[0] in ("base", "replaced")
        assert kind.__mro__[0] is kind and kind.__mro__[1] is Child

        class Local(Child):
            def method(self):
                return ("local", n), super().method()

        assert Local().method()[0] == ("local", n) and issubclass(Local, Base)
        len(Child.__subclasses__())
    return n


def call(me, going):
    child, n = Child(), 0
    while going():
        n += 1
        assert child.method()[0] in ("base", "replaced") and child.special()[0] in ("base", "replaced")
        assert child.who() in ("left", "right") and child.side in ("left", "right")
        assert getattr(child, "extra", ("extra", 0))[0] == "extra"
        assert getattr(child, "prop", ("prop", 0))[0] == "prop"
        assert isinstance(child, Base) and issubclass(Child, Base) and Child.__mro__[:2] == (Child, Base)
        if hasattr(Child, "__len__"):
            assert 0 <= len(child) < 100
        own = f"own{me}"
        assert type(getattr(Child, own, 0)) is int
    return n


counts = crowd(call, replace, call, create)
# Whoever changed the class last, what it can do is what it has.
if hasattr(Child, "__len__"):
    assert len(Child()) == Child.__len__(Child())
passed("classes", steps=sum(counts))
# expect: classes: passed
