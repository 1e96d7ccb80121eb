"""One set: adds, removes and pops lose and double nothing; wilder operations never break it."""

from _crowd import Dice, crowd, passed

ledger = set()


def deposit(me, going):
    n = 0
    while going():
        for _ in range(50):
            if n % 2:
                ledger.add((me, n))
            else:
                ledger.update([(me, n)])
            n += 1
        while len(ledger) > 20_000 and going():
            len(ledger)
    return n, []


def withdraw(me, going):
    dice, got = Dice(me), []
    while going():
        for _ in range(50):
            try:
                if dice.roll(4):
                    got.append(ledger.pop())
                else:
                    x = next(iter(ledger))
                    ledger.remove(x)
                    got.append(x)
            except (KeyError, StopIteration, RuntimeError):
                pass
    return 0, got


results = crowd(deposit, withdraw, share=0.5)
expected = {(me, n) for me, (count, _) in enumerate(results) for n in range(count)}
seen = [x for _, got in results for x in got] + list(ledger)
assert len(seen) == len(expected), (len(seen), len(expected))
assert set(seen) == expected

wild = set(range(50))
CHANGES = [
    lambda n: wild.add(n), lambda n: wild.discard(n), lambda n: wild.remove(n), lambda n: wild.pop(), lambda n: wild.clear() if n == 199 else None,
    lambda n: wild.update(range(n % 30)), lambda n: wild.__ior__({n, n + 1}), lambda n: wild.__isub__({n}), lambda n: wild.__ixor__({n, 3}),
    lambda n: wild.__iand__(set(range(n))), lambda n: wild.difference_update([n]), lambda n: wild.symmetric_difference_update({n}),
    lambda n: wild.intersection_update(range(250)), lambda n: wild.update(wild), lambda n: wild.update(str(n)) or wild.difference_update("0123456789"),
]  # fmt: skip


def change(me, going):
    dice, done = Dice(me), 0
    while going():
        try:
            CHANGES[dice.roll(len(CHANGES))](dice.roll(200))
            done += 1
        except KeyError:
            pass
        except RuntimeError as error:
            assert "changed size during iteration" in str(error), error
    return done


def fine(items):
    return all(type(x) is int and 0 <= x <= 200 or x in "0123456789" for x in items)


def read(me, going):
    dice, done = Dice(me), 0
    while going():
        n = dice.roll(200)
        for copy in (wild.copy(), frozenset(wild), set(wild), wild | {n}, wild - {n}, list(wild), wild.union([n])):
            assert fine(copy)
        try:
            assert fine(wild)
            sorted(wild, key=str), wild <= {n}, wild == set(wild), wild & {n}, wild ^ {n}, repr(wild), wild.isdisjoint([n])
        except RuntimeError as error:
            assert "changed size during iteration" in str(error), error
        assert (n in wild) in (True, False) and 0 <= len(wild) <= 250
        done += 1
    return done


done = crowd(change, read, change, share=0.5)
passed("sets", moved=len(seen), wild=sum(done))
# expect: sets: passed
