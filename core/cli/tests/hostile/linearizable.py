"""Histories of list, dict and set operations by several threads, checked for linearizability.

    linearizable.py [list|dict|set|self-test]... (all of them by default)

Each round a few threads do a few operations on one fresh object and record when each began and
ended and what it gave. The history is good if some order of the operations explains every result
on an object used by nobody else, and puts an operation that ended before another began first.
The search is that of Wing and Gong with Lowe's memory of (operations done, state) pairs. The
object's state after all threads are done is one more operation. HEDDLE_HOSTILE_SECONDS is shared
between the kinds; HEDDLE_HOSTILE_SEED chooses other histories.

The operations are those that are one step for a Python programmer; each is judged by itself.
"""

import sys
import threading
import time

from _crowd import SECONDS, Dice

STEPS = 5
BATCH = 200
MISSING = "missing"


class Kind:
    """One type of object: how to make it, its state as a hashable value, its operations.

    An operation is (name, how to choose an argument, action). The action runs on the shared
    object and, in the search, on a private copy made from a state: the same code is both the
    thing tested and its specification.
    """

    def __init__(self, name, make, freeze, operations):
        self.name, self.make, self.freeze, self.operations = name, make, freeze, operations


def guarded(action):
    """Errors are results too."""

    def run(obj, arg):
        try:
            return action(obj, arg)
        except (IndexError, KeyError, ValueError) as error:
            return type(error).__name__

    return run


def small(dice):
    return dice.roll(4)


def fresh(dice):
    return dice.roll(1000) + 10


LIST = Kind(
    "list", list, tuple,
    [(name, choose, guarded(action)) for name, choose, action in [
        ("append", fresh, lambda l, x: l.append(x)),
        ("insert first", fresh, lambda l, x: l.insert(0, x)),
        ("insert second", fresh, lambda l, x: l.insert(1, x)),
        ("extend by two", fresh, lambda l, x: l.extend([x, -x])),
        ("add in place", fresh, lambda l, x: (l.__iadd__((x, x)), None)[1]),
        ("pop last", small, lambda l, x: l.pop()),
        ("pop first", small, lambda l, x: l.pop(0)),
        ("pop at", small, lambda l, x: l.pop(x)),
        ("read at", small, lambda l, x: l[x]),
        ("write at", small, lambda l, x: l.__setitem__(x, 7)),
        ("delete at", small, lambda l, x: l.__delitem__(x)),
        ("remove value", small, lambda l, x: l.remove(7)),
        ("length", small, lambda l, x: len(l)),
        ("copy", small, lambda l, x: tuple(l.copy())),
        ("slice", small, lambda l, x: tuple(l[1:])),
        ("tuple of", small, lambda l, x: tuple(l)),
        ("plus", small, lambda l, x: tuple(l + [0])),
        ("set slice", fresh, lambda l, x: l.__setitem__(slice(0, 2), [x])),
        ("delete slice", small, lambda l, x: l.__delitem__(slice(None, None, 2))),
        ("reverse", small, lambda l, x: l.reverse()),
        ("clear", small, lambda l, x: l.clear()),
        ("sort", small, lambda l, x: l.sort()),
    ]],
)  # fmt: skip

DICT = Kind(
    "dict", dict, lambda d: tuple(d.items()),
    [(name, choose, guarded(action)) for name, choose, action in [
        ("set", small, lambda d, k: d.__setitem__(k, k * 10)),
        ("set other", small, lambda d, k: d.__setitem__(k, k * 100)),
        ("read", small, lambda d, k: d[k]),
        ("get", small, lambda d, k: d.get(k, MISSING)),
        ("contains", small, lambda d, k: k in d),
        ("delete", small, lambda d, k: d.__delitem__(k)),
        ("pop", small, lambda d, k: d.pop(k, MISSING)),
        ("popitem", small, lambda d, k: d.popitem()),
        ("setdefault", small, lambda d, k: d.setdefault(k, k + 1)),
        ("length", small, lambda d, k: len(d)),
        ("copy", small, lambda d, k: tuple(d.copy().items())),
        ("list of", small, lambda d, k: tuple(list(d))),
        ("list of items", small, lambda d, k: tuple(list(d.items()))),
        ("list of values", small, lambda d, k: tuple(list(d.values()))),
        ("update", small, lambda d, k: d.update({k: 5, k + 1: 6})),
        ("or in place", small, lambda d, k: (d.__ior__({k: 8, 9: 9}), None)[1]),
        ("clear", small, lambda d, k: d.clear()),
    ]],
)  # fmt: skip

SET = Kind(
    "set", set, frozenset,
    [(name, choose, guarded(action)) for name, choose, action in [
        ("add", small, lambda s, x: s.add(x)),
        ("discard", small, lambda s, x: s.discard(x)),
        ("remove", small, lambda s, x: s.remove(x)),
        ("contains", small, lambda s, x: x in s),
        ("length", small, lambda s, x: len(s)),
        ("copy", small, lambda s, x: frozenset(s.copy())),
        ("frozenset of", small, lambda s, x: frozenset(s)),
        ("list of", small, lambda s, x: frozenset(list(s))),
        ("pop", small, lambda s, x: s.pop()),
        ("update", small, lambda s, x: s.update({x, x + 1, 9})),
        ("or in place", small, lambda s, x: (s.__ior__({x, 8}), None)[1]),
        ("difference update", small, lambda s, x: s.difference_update({x, x + 1})),
        ("clear", small, lambda s, x: s.clear()),
    ]],
)  # fmt: skip

POP_OF_SET = SET.operations[8]
assert POP_OF_SET[0] == "pop"


class Event:
    """One operation of a history: who, what, its result, and when it began and ended."""

    __slots__ = ("thread", "operation", "argument", "result", "began", "ended")

    def __init__(self, thread, operation, argument, result, began, ended):
        self.thread, self.operation, self.argument = thread, operation, argument
        self.result, self.began, self.ended = result, began, ended

    def __str__(self):
        return f"  thread {self.thread}  {self.began:6} to {self.ended:6} ns  {self.operation[0]}({self.argument}) -> {self.result!r}"


def outcomes(kind, state, event):
    """The states that explain `event` when it happens alone in `state`."""
    if event.operation is POP_OF_SET:
        # Any element may go: the one that went has to have been there.
        if event.result == "KeyError":
            return [] if state else [state]
        return [state - {event.result}] if event.result in state else []
    private = kind.make(state)
    result = event.operation[2](private, event.argument)
    return [kind.freeze(private)] if result == event.result and type(result) is type(event.result) else []


def linearizable(kind, start, events, final):
    """Whether an order of the events explains them and ends in the state `final`."""
    everything = (1 << len(events)) - 1
    before = [
        sum(1 << i for i, other in enumerate(events) if other.ended < event.began) for event in events
    ]
    seen = set()
    todo = [(0, start)]
    while todo:
        done, state = todo.pop()
        if (done, state) in seen:
            continue
        seen.add((done, state))
        if done == everything:
            if state == final:
                return True
            continue
        for i, event in enumerate(events):
            if not done >> i & 1 and before[i] & ~done == 0:
                todo += [(done | 1 << i, after) for after in outcomes(kind, state, event)]
    return False


def record(kind, threads, seed):
    """A batch of rounds: of each the starting state, the events, and the state left in the end."""
    dice = Dice(seed)
    starts, objects, plans = [], [], []
    for _ in range(BATCH):
        start = kind.freeze(kind.make([] if kind is DICT else range(dice.roll(4))))
        starts.append(start)
        objects.append(kind.make(start))
        chosen = [[kind.operations[dice.roll(len(kind.operations))] for _ in range(STEPS)] for _ in range(threads)]
        plans.append([[(operation, operation[1](dice)) for operation in part] for part in chosen])
    arrived = [[] for _ in range(BATCH)]
    histories = [[[] for _ in range(threads)] for _ in range(BATCH)]
    clock, pause = time.perf_counter_ns, time.sleep

    def work(me):
        for turn in range(BATCH):
            shared, history, here = objects[turn], histories[turn][me], arrived[turn]
            here.append(me)
            while len(here) < threads:
                pause(0)
            for operation, argument in plans[turn][me]:
                began = clock()
                result = operation[2](shared, argument)
                history.append((operation, argument, result, began, clock()))

    crew = [threading.Thread(target=work, args=(me,)) for me in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    for start, shared, parts in zip(starts, objects, histories):
        zero = min(part[0][3] for part in parts)
        events = [
            Event(me, operation, argument, result, began - zero, ended - zero)
            for me, part in enumerate(parts)
            for operation, argument, result, began, ended in part
        ]
        yield start, events, kind.freeze(shared)


def overlaps(events):
    """How many pairs of operations of different threads overlapped."""
    return sum(
        a.began <= b.ended and b.began <= a.ended and a.thread < b.thread for a in events for b in events
    )


def check(kind, seconds):
    """Rounds until the time is up; the program ends at the first history that nothing explains."""
    deadline = time.monotonic() + seconds
    rounds = pairs = batch = 0
    while time.monotonic() < deadline:
        batch += 1
        for start, events, final in record(kind, 2 + batch % 2, batch):
            if not linearizable(kind, start, events, final):
                print(f"{kind.name}: batch {batch}: no order of these operations explains them")
                print(f"  from {start!r} to {final!r}")
                for event in sorted(events, key=lambda e: e.began):
                    print(event)
                sys.exit(1)
            rounds += 1
            pairs += overlaps(events)
    print(f"{kind.name}: {rounds} histories, {pairs} overlapping pairs", file=sys.stderr)


def self_test():
    """The checker accepts what it has to and rejects what it has to."""

    def op(kind, name):
        return next(o for o in kind.operations if o[0] == name)

    def history(kind, *rows):
        return [Event(i, op(kind, name), arg, result, a, b) for i, (name, arg, result, a, b) in enumerate(rows)]

    def good(kind, start, final, *rows):
        assert linearizable(kind, start, history(kind, *rows), final), rows

    def wrong(kind, start, final, *rows):
        assert not linearizable(kind, start, history(kind, *rows), final), rows

    good(LIST, (), (1, 2), ("append", 1, None, 0, 9), ("append", 2, None, 0, 9))
    good(LIST, (), (2, 1), ("append", 1, None, 0, 9), ("append", 2, None, 0, 9))
    wrong(LIST, (), (2, 1), ("append", 1, None, 0, 1), ("append", 2, None, 2, 3))
    wrong(LIST, (), (1,), ("append", 1, None, 0, 9), ("append", 2, None, 0, 9))
    wrong(LIST, (5,), (), ("pop last", 0, 5, 0, 9), ("pop first", 0, 5, 0, 9))
    good(LIST, (5,), (), ("pop last", 0, 5, 0, 9), ("pop first", 0, "IndexError", 0, 9))
    good(LIST, (), (1, -1), ("extend by two", 1, None, 0, 9), ("copy", 0, (1, -1), 0, 9))
    wrong(LIST, (), (1, -1), ("extend by two", 1, None, 0, 9), ("copy", 0, (1,), 0, 9))
    wrong(LIST, (1,), (1, 2), ("append", 2, None, 0, 1), ("length", 0, 1, 2, 3))
    good(LIST, (1,), (1, 2), ("append", 2, None, 0, 2), ("length", 0, 1, 1, 3))
    good(DICT, (), ((1, 2),), ("setdefault", 1, 2, 0, 9), ("setdefault", 1, 2, 0, 9), ("get", 1, MISSING, 0, 9))
    wrong(DICT, (), ((1, 10),), ("set", 1, None, 0, 1), ("get", 1, MISSING, 2, 3))
    wrong(DICT, ((1, 5),), (), ("pop", 1, 5, 0, 9), ("pop", 1, 5, 0, 9))
    wrong(DICT, (), ((0, 5), (1, 6)), ("update", 0, None, 0, 9), ("list of", 0, (0,), 0, 9))
    wrong(DICT, (), ((1, 10),), ("set", 1, None, 0, 9), ("contains", 1, True, 0, 3), ("contains", 1, False, 4, 9))
    good(SET, frozenset({1, 2}), frozenset({2}), ("pop", 0, 1, 0, 9), ("contains", 1, True, 0, 9))
    wrong(SET, frozenset({1, 2}), frozenset({1}), ("pop", 0, 1, 0, 9))
    wrong(SET, frozenset({1}), frozenset(), ("pop", 0, 1, 0, 9), ("remove", 1, None, 0, 9))
    wrong(SET, frozenset(), frozenset({1, 2, 9}), ("update", 1, None, 0, 9), ("copy", 0, frozenset({1, 9}), 0, 9))


def main():
    sys.setswitchinterval(1e-6)
    chosen = sys.argv[1:] or ["self-test", "list", "dict", "set"]
    kinds = [kind for kind in (LIST, DICT, SET) if kind.name in chosen]
    if "self-test" in chosen:
        self_test()
    for kind in kinds:
        check(kind, SECONDS / len(kinds))
    print("linearizable: passed")


if __name__ == "__main__":
    main()
# expect: linearizable: passed
