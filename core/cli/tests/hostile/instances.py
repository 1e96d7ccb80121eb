"""Shared instances: attributes set, read and deleted, dicts replaced, classes switched."""

from _crowd import THREADS, Dice, crowd, passed


class Plain:
    default = ("default", 0)


class Other(Plain):
    default = ("other", 0)


class Slotted:
    __slots__ = ("a", "b", "c")


class WithProperty:
    @property
    def value(self):
        return self.__dict__.get("hidden", ("value", 0))

    @value.setter
    def value(self, v):
        self.hidden = v


kept, wild, slotted, prop = Plain(), Plain(), Slotted(), WithProperty()
NAMES = [f"n{i}" for i in range(40)]


def own(me, going):
    """Attributes that only this thread writes are never lost and never another's."""
    n = 0
    mine = f"own{me}"
    while going():
        n += 1
        setattr(kept, mine, (mine, n))
        assert getattr(kept, mine) == (mine, n) and vars(kept)[mine] == (mine, n)
        kept.shared = ("shared", n)
        assert kept.shared[0] == "shared" and kept.default == ("default", 0)
        temporary = f"t{me}_{n % 11}"
        setattr(kept, temporary, n)
        delattr(kept, temporary)
        assert not hasattr(kept, temporary)
    return n


def havoc(me, going):
    """Everything that can happen to an instance, at once."""
    dice, n = Dice(me), 0
    while going():
        n += 1
        name = NAMES[dice.roll(len(NAMES))]
        try:
            match dice.roll(9):
                case 0 | 1 | 2:
                    setattr(wild, name, (name, n))
                case 3:
                    delattr(wild, name)
                case 4:
                    wild.__dict__ = {name: (name, n) for name in NAMES[: dice.roll(10)]}
                case 5:
                    wild.__class__ = Other if n % 2 else Plain
                case 6:
                    wild.__dict__[name] = (name, n)
                case 7:
                    wild.__dict__.pop(name, None)
                case 8:
                    setattr(slotted, "abc"[n % 3], ("abc"[n % 3], n))
                    prop.value = ("value", n)
                    if n % 5 == 0:
                        delattr(slotted, "abc"[n % 3])
        except AttributeError:
            pass
    return n


def read(me, going):
    dice, n = Dice(me), 0
    while going():
        n += 1
        name = NAMES[dice.roll(len(NAMES))]
        value = getattr(wild, name, None)
        assert value is None or value[0] == name, (name, value)
        assert wild.default[0] in ("default", "other") and type(wild) in (Plain, Other) and isinstance(wild, Plain)
        assert all(k == v[0] for k, v in list(vars(wild).items()))
        assert prop.value[0] == "value"
        for slot in "abc":
            value = getattr(slotted, slot, None)
            assert value is None or value[0] == slot
    return n


counts = crowd(own, havoc, read)
for me in range(0, THREADS, 3):
    assert getattr(kept, f"own{me}") == (f"own{me}", counts[me]), me
passed("instances", steps=sum(counts))
# expect: instances: passed
