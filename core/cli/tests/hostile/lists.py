"""One list: appends, inserts and pops lose and double nothing; wilder operations never break it."""

from _crowd import Dice, crowd, passed

ledger = []


def deposit(me, going):
    n = 0
    while going():
        for _ in range(50):
            if n % 3:
                ledger.append((me, n))
            elif n % 2:
                ledger.insert(0, (me, n))
            else:
                ledger.extend([(me, n)])
            n += 1
        while len(ledger) > 20_000 and going():
            len(ledger)
    return n, []


def withdraw(me, going):
    dice, got = Dice(me), []
    while going():
        for _ in range(50):
            try:
                got.append(ledger.pop() if dice.roll(2) else ledger.pop(0))
            except IndexError:
                pass
    return 0, got


results = crowd(deposit, withdraw, share=0.5)
expected = {(me, n) for me, (count, _) in enumerate(results) for n in range(count)}
seen = [x for _, got in results for x in got] + ledger
assert len(seen) == len(expected), (len(seen), len(expected))
assert set(seen) == expected

wild = list(range(100))
CHANGES = [
    lambda n: wild.append(n), lambda n: wild.insert(n, n), lambda n: wild.extend(range(n % 7)),
    lambda n: wild.pop(), lambda n: wild.pop(n), lambda n: wild.remove(n), lambda n: wild.clear() if n == 99 else None,
    lambda n: wild.reverse(), lambda n: wild.sort(), lambda n: wild.sort(key=lambda x: -x), lambda n: wild.__setitem__(n, n),
    lambda n: wild.__setitem__(slice(n, n + 3), range(n % 5)), lambda n: wild.__delitem__(slice(n, None, 3)),
    lambda n: wild.__delitem__(n), lambda n: wild.__iadd__([n]), lambda n: wild.__imul__(2) if len(wild) < 500 else wild.__imul__(0),
    lambda n: wild.extend(wild) if len(wild) < 500 else wild.__delitem__(slice(200, None)), lambda n: wild.__setitem__(slice(None), wild[:300]),
]  # fmt: skip


def change(me, going):
    dice, done = Dice(me), 0
    while going():
        try:
            CHANGES[dice.roll(len(CHANGES))](dice.roll(100))
            done += 1
        except (IndexError, ValueError):
            pass
    return done


def read(me, going):
    dice, done = Dice(me), 0
    while going():
        n = dice.roll(100)
        for copy in (list(wild), wild[:], wild[n:], wild[::-2], wild.copy(), wild + [n], tuple(wild), sorted(wild), [*wild]):
            assert all(type(x) is int and 0 <= x < 300 for x in copy)
        for x in wild:
            assert type(x) is int
        for x in reversed(wild):
            assert type(x) is int
        assert wild.count(n) >= 0 and (n in wild) in (True, False) and len(wild) >= 0 and wild == wild
        repr(wild), bool(wild), wild < [n], max(wild, default=0), sum(wild), " ".join(map(str, wild))
        try:
            assert type(wild[n]) is int and type(wild[-1]) is int and wild.index(n) >= 0
        except (IndexError, ValueError):
            pass
        done += 1
    return done


done = crowd(change, read, change, share=0.5)
passed("lists", moved=len(seen), wild=sum(done))
# expect: lists: passed
