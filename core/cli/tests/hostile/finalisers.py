"""Objects made here and dropped there: each finaliser and each weakref callback runs exactly once."""

import gc
import time
import weakref

from _crowd import Dice, crowd, passed

finalised, called = [], []
pool = [[] for _ in range(8)]
bad = []


class Thing:
    __slots__ = ("n", "link", "__weakref__")

    def __init__(self, n):
        self.n, self.link = n, None

    def __del__(self):
        finalised.append(self.n)


def make(me, going):
    dice, n, refs = Dice(me), 0, []
    while going():
        thing = Thing((me, n))
        refs.append(weakref.ref(thing, lambda r, key=(me, n): called.append(key)))
        if n % 10 == 0:
            thing.link = thing
        elif n % 10 == 1:
            other = Thing((me, "pair", n))
            thing.link, other.link = other, thing
        n += 1
        shelf = pool[dice.roll(len(pool))]
        shelf.append(thing)
        del thing
        while len(shelf) > 500 and going():
            len(shelf)
    return n, refs


def drop(me, going):
    dice, n = Dice(me), 0
    while going():
        shelf = pool[dice.roll(len(pool))]
        try:
            match dice.roll(4):
                case 0:
                    shelf.pop()
                case 1:
                    shelf[dice.roll(len(shelf) or 1)] = None
                case 2:
                    del shelf[: dice.roll(5)]
                case 3:
                    thing = shelf[-1]
                    if thing is not None and thing.n[0] is None:
                        bad.append(thing.n)
                    pool[dice.roll(len(pool))].append(thing)
                    thing = None
        except IndexError:
            pass
        n += 1
        if n % 2000 == 0:
            gc.collect()
    return 0, []


results = crowd(make, drop)
refs = [r for _, part in results for r in part]
made = {(me, n) for me, (count, _) in enumerate(results) for n in range(count)}
results = None
for shelf in pool:
    shelf.clear()
for _ in range(300):
    gc.collect()
    if len(called) == len(made) and all(r() is None for r in refs):
        break
    time.sleep(0.01)
assert not bad, bad[:3]
singles = [n for n in finalised if len(n) == 2]
assert len(singles) == len(made) == len(set(singles)) and set(singles) == made, (len(singles), len(made))
assert len(called) == len(made) == len(set(called)) and set(called) == made, (len(called), len(made))
passed("finalisers", objects=len(finalised))
# expect: finalisers: passed
