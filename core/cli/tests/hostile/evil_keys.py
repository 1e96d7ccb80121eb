"""Keys and elements whose __hash__, __eq__ and __lt__ change the container they are being looked up in."""

from _crowd import Dice, crowd, passed

d, s, l = {}, set(), []


class Evil:
    def __init__(self, n, dice):
        self.n, self.dice = n, dice

    def __hash__(self):
        self.trouble()
        return self.n % 8

    def __eq__(self, other):
        self.trouble()
        return type(other) is Evil and self.n == other.n

    def __lt__(self, other):
        self.trouble()
        return self.n < other.n

    def trouble(self):
        match self.dice.roll(12):
            case 0:
                d.pop(self.n, None)
            case 1:
                d[self.n] = self.n
            case 2:
                s.add(self.n)
            case 3:
                s.discard(self.n)
            case 4:
                l.append(self)
            case 5:
                if len(l) > 100:
                    del l[50:]
            case 6:
                if self.dice.roll(50) == 0:
                    d.clear()
                    s.clear()
                    l.clear()


def act(me, going):
    dice, n = Dice(me), 0
    while going():
        n += 1
        key = Evil(dice.roll(40), dice)
        try:
            match dice.roll(16):
                case 0 | 1:
                    d[key] = key
                case 2:
                    got = d.get(key)
                    assert got is None or got.n == key.n or type(got) is int
                case 3:
                    del d[key]
                case 4:
                    d.setdefault(key, key)
                case 5 | 6:
                    s.add(key)
                case 7:
                    s.remove(key)
                case 8:
                    key in s, key in d, key in l, l.count(key)
                case 9:
                    l.remove(key)
                case 10:
                    l.index(key)
                case 11:
                    s & {key, 1}, s | {key}, s - {key}, s <= {key}
                case 12:
                    d | {key: key}, d == {key: key}, l == [key]
                case 13:
                    part = [x for x in l[:30] if type(x) is Evil]
                    part.sort()
                    sorted(part)
                case 14:
                    max(l[:10], default=None), min(l[:10], default=None)
                case 15:
                    l.append(key)
        except (KeyError, ValueError, RuntimeError) as error:
            if isinstance(error, RuntimeError):
                assert "during" in str(error), error
        if len(d) > 300:
            d.clear()
        if len(s) > 300:
            s.clear()
    return n


counts = crowd(act)
passed("evil_keys", steps=sum(counts))
# expect: evil_keys: passed
