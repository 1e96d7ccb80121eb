"""One dict: writes, pops and setdefaults lose and double nothing; wilder operations never break it."""

from _crowd import Dice, crowd, passed

ledger = {}
slots = {}


def deposit(me, going):
    n, winners = 0, []
    while going():
        for _ in range(50):
            ledger[me, n] = n
            winners.append((n, slots.setdefault(n, (me, n))))
            n += 1
        while len(ledger) > 20_000 and going():
            len(ledger)
    return n, [], winners


def withdraw(me, going):
    dice, got = Dice(me), []
    while going():
        for _ in range(50):
            try:
                if dice.roll(2):
                    got.append(ledger.popitem())
                else:
                    key = next(iter(ledger))
                    got.append((key, ledger.pop(key)))
            except (KeyError, StopIteration, RuntimeError):
                pass
    return 0, got, []


results = crowd(deposit, withdraw, share=0.5)
expected = {((me, n), n) for me, (count, _, _) in enumerate(results) for n in range(count)}
seen = [x for _, got, _ in results for x in got] + list(ledger.items())
assert len(seen) == len(expected), (len(seen), len(expected))
assert set(seen) == expected
for _, _, winners in results:
    assert all(slots[n] is won and won[1] == n for n, won in winners)

wild = {n: n for n in range(50)}
CHANGES = [
    lambda n: wild.__setitem__(n, n), lambda n: wild.__setitem__(str(n), str(n)), lambda n: wild.pop(n, None),
    lambda n: wild.popitem(), lambda n: wild.__delitem__(n), lambda n: wild.setdefault(n, n), lambda n: wild.clear() if n == 199 else None,
    lambda n: wild.update({n: n, n + 1: n + 1}), lambda n: wild.__ior__({n: n}), lambda n: wild.update((i, i) for i in range(n % 9)),
    lambda n: wild.update(wild), lambda n: [wild.pop(k, None) for k in list(wild)[::3]], lambda n: wild.update(dict.fromkeys([])),
]  # fmt: skip
ALLOWED = ("changed size during iteration", "keys changed during iteration", "mutated during update")


def change(me, going):
    dice, done = Dice(me), 0
    while going():
        try:
            CHANGES[dice.roll(len(CHANGES))](dice.roll(200))
            done += 1
        except KeyError:
            pass
        except RuntimeError as error:
            assert any(text in str(error) for text in ALLOWED), error
    return done


def read(me, going):
    dice, done = Dice(me), 0
    while going():
        n = dice.roll(200)
        assert wild.get(n, n) == n and wild.get(str(n), str(n)) == str(n) and (n in wild) in (True, False)
        for pairs in (wild.items, lambda: wild.copy().items(), lambda: (wild | {}).items(), lambda: {**wild}.items()):
            try:
                assert all(k == v for k, v in pairs())
            except RuntimeError as error:
                assert any(text in str(error) for text in ALLOWED), error
        for action in (
            lambda: all(wild.get(k, k) == k for k in wild), lambda: [*reversed(wild)], lambda: repr(wild), lambda: wild == dict(wild),
            lambda: wild.keys() & {n}, lambda: n in wild.values(), lambda: (n, n) in wild.items(), lambda: sorted(wild, key=str),
            lambda: sum(1 for _ in wild.values()),
        ):  # fmt: skip
            try:
                action()
            except RuntimeError as error:
                assert any(text in str(error) for text in ALLOWED), error
        assert all(k == v for k, v in list(wild.items()))
        try:
            assert wild[n] == n
        except KeyError:
            pass
        done += 1
    return done


done = crowd(change, read, change, share=0.5)
passed("dicts", moved=len(seen), wild=sum(done))
# expect: dicts: passed
