"""Shared generators and coroutines: next, send, throw and close by all threads at once."""

from _crowd import Dice, crowd, passed


def counting():
    n = 0
    while True:
        try:
            got = yield n
            n += 1 if got is None else 2
        except KeyError:
            n += 3


def finishing(n):
    try:
        yield from range(n)
    finally:
        finished.append(n)


async def pausing():
    for _ in range(50):
        await Pause()
    return "done"


class Pause:
    def __await__(self):
        yield "pause"


finished = []
endless = counting()
first = next(endless)
box = [finishing(100), pausing()]
BUSY = ("generator already executing", "coroutine already executing", "cannot reuse already awaited coroutine")


def step(me, going):
    """Every value an endless generator gives to somebody it gives only once."""
    dice, got = Dice(me), []
    while going():
        for _ in range(100):
            try:
                match dice.roll(4):
                    case 0 | 1:
                        got.append(next(endless))
                    case 2:
                        got.append(endless.send("x"))
                    case 3:
                        got.append(endless.throw(KeyError))
            except (ValueError, TypeError, KeyError) as error:
                text = str(error)
                assert text in BUSY or "just-started" in text or isinstance(error, KeyError), error
    return got


def abuse(me, going):
    dice, started = Dice(me), 0
    while going():
        g, c = box
        try:
            match dice.roll(8):
                case 0 | 1 | 2:
                    assert 0 <= next(g) < 100
                case 3:
                    assert c.send(None) == "pause"
                case 4:
                    g.gi_frame, g.gi_running, g.gi_yieldfrom, g.gi_suspended, c.cr_await, c.cr_frame, repr(g)
                case 5:
                    g.close()
                case 6:
                    g.throw(OSError("thrown"))
                case 7:
                    if g.gi_frame is None:
                        box[0] = finishing(100)
                        started += 1
                    if c.cr_frame is None:
                        box[1] = pausing()
        except StopIteration as stop:
            assert stop.value in (None, "done")
        except OSError as error:
            assert str(error) == "thrown"
        except (ValueError, RuntimeError) as error:
            assert str(error) in BUSY, error
    return []


results = crowd(step, abuse)
values = [first] + [v for r in results for v in r]
assert len(values) == len(set(values)), "a value was given twice"
assert all(r == sorted(r) for r in results), "one thread saw values out of order"
assert all(n == 100 for n in finished)
passed("generators", values=len(values), finished=len(finished))
# expect: generators: passed
