"""Shared iterators of every kind, drained by all threads at once: only elements there are, no crash."""

import threading

from _crowd import THREADS, Dice, crowd, passed

N = 300
MAKERS = [
    lambda: iter(list(range(N))), lambda: iter(tuple(range(N))), lambda: iter(range(N)), lambda: iter({i: i for i in range(N)}),
    lambda: iter({i: i for i in range(N)}.values()), lambda: iter(set(range(N))), lambda: iter(frozenset(range(N))),
    lambda: reversed(list(range(N))), lambda: reversed(range(N)), lambda: reversed({i: i for i in range(N)}),
    lambda: iter(bytes(i % 256 for i in range(N))), lambda: map(abs, range(N)), lambda: filter(None, range(N)),
    lambda: map(lambda p: p[0], zip(range(N), range(N))), lambda: map(lambda p: p[1], enumerate(range(N))), lambda: iter(bytearray(range(200))),
    lambda: (x for x in [1]),
]  # fmt: skip
current = [MAKERS[0]()]
fresh = threading.Lock()


def drain(me, going):
    dice, n = Dice(me), 0
    while going():
        it = current[0]
        for _ in range(40):
            try:
                x = next(it)
            except StopIteration:
                if fresh.acquire(blocking=False):
                    current[0] = MAKERS[dice.roll(len(MAKERS))]()
                    fresh.release()
                break
            except ValueError as error:
                assert str(error) == "generator already executing", error
                continue
            assert type(x) is int and 0 <= x < N, x
            n += 1
        hint = getattr(it, "__length_hint__", None)
        if hint is not None:
            assert 0 <= hint() <= N
    return n


shared = {"list": list(range(50)), "text": "é" * 50, "dict": dict.fromkeys(range(50))}


def restart(me, going):
    """Iterators of one's own over shared containers that change."""
    dice, n = Dice(me), 0
    while going():
        items = shared["list"]
        match dice.roll(4):
            case 0:
                items.append(dice.roll(50))
            case 1:
                if len(items) > 5:
                    items.pop()
            case 2:
                shared["list"] = items[:60]
            case 3:
                assert [c for c in shared["text"]] == ["é"] * 50
        assert all(type(x) is int for x in items) and len(list(zip(items, shared["dict"]))) <= 50
        n += 1
    return n


counts = crowd(drain, drain, drain, restart)
assert THREADS < 2 or sum(counts) > 0
passed("iterators", steps=sum(counts))
# expect: iterators: passed
