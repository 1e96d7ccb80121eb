"""Immutable values made and read by all threads: arithmetic, text, hashing, interning, exceptions."""

import sys

from _crowd import Dice, crowd, passed

board = [0] * 64
table = {}
shared_error = ValueError("shared")


def act(me, going):
    dice, n = Dice(me), 0
    while going():
        n += 1
        i = dice.roll(64)
        match dice.roll(10):
            case 0:
                board[i] = (n, str(n), float(n), n * 10**30)
            case 1:
                v = board[i]
                assert v == 0 or (str(v[0]) == v[1] and float(v[1]) == v[2] and v[3] // 10**30 == v[0])
            case 2:
                key = f"key{i}"
                assert sys.intern(key) is sys.intern("key" + str(i))
                table[key] = i
                assert table["key%d" % i] == i
            case 3:
                board[i] = (i, str(i), i + 0.0, i * 10**30)
                assert hash(board[i]) is not None
            case 4:
                text = "é" * i + "日" * n
                assert len(text[:200].encode()) == 2 * min(i, 200) + 3 * min(n, max(200 - i, 0))
                assert text[: i + 1].upper().lower() == text[: i + 1] and text.count("é") == i
            case 5:
                try:
                    raise shared_error
                except ValueError as error:
                    assert error is shared_error and str(error) == "shared"
                error = None
                shared_error.__traceback__ = None
            case 6:
                f = frozenset(range(i))
                assert f == set(range(i)) and hash(f) == hash(frozenset(reversed(range(i)))) and len(f) == i
            case 7:
                big = 3 ** (i + 100)
                assert big * n // n == big and int(str(big)) == big and divmod(big, 7)[1] == big % 7
            case 8:
                try:
                    {}[n]
                except KeyError as error:
                    assert error.args == (n,) and error.__traceback__ is not None
            case 9:
                t = tuple(range(i))
                assert t + (i,) == tuple(range(i + 1)) and sorted(t, reverse=True) == list(reversed(t)) and t[::2] == tuple(range(0, i, 2))
    return n


counts = crowd(act)
assert all(table[f"key{i}"] == i for i in range(64) if f"key{i}" in table)
passed("values", steps=sum(counts))
# expect: values: passed
