"""All kinds of objects at once, changed by half of the threads and read by the others.

Errors that a race may cause are expected (IndexError, RuntimeError for a dict that changes ...); any other one fails. After each
round all threads meet, and what no race may lose is counted: appends, distinct keys, winners of `pop` and `setdefault`.
"""

import collections
import copy
import gc
import itertools
import random
import threading
import time
import weakref

from _crowd import SECONDS, SEED, THREADS

RACES = (IndexError, KeyError, RuntimeError, ValueError, AttributeError, StopIteration, TypeError, UnboundLocalError,
         NameError, ReferenceError)


class Node:
    kind = "node"

    def __init__(self, value=0):
        self.value = value
        self.next = None

    def method(self):
        return self.value

    @property
    def prop(self):
        return self.value

    def __eq__(self, other):
        return self is other or getattr(other, "value", None) == self.value

    def __hash__(self):
        return hash(id(self) & 7)


class Slotted:
    __slots__ = ("a", "b", "__weakref__")


class Sub(Node):
    def method(self):
        return super().method()


def counting():
    n = 0
    while True:
        got = yield n
        n = n + 1 if got is None else got


def closure():
    held = [0]

    def get():
        return held

    def put(v):
        nonlocal held
        held = v

    return get, put


class World:
    def __init__(self):
        self.list = list(range(50))
        self.dict = {k: k for k in range(50)}
        self.names = {f"n{k}": k for k in range(20)}
        self.set = set(range(50))
        self.deque = collections.deque(range(20), maxlen=200)
        self.ordered = collections.OrderedDict((k, k) for k in range(10))
        self.bytes = bytearray(64)
        self.nodes = [Node(k) for k in range(10)] + [Sub(k) for k in range(10)]
        self.slotted = [Slotted() for _ in range(5)]
        self.classes = [type(f"C{k}", (Node,), {"x": k}) for k in range(5)]
        self.iterators = [iter(self.list), iter(self.dict), iter(self.set), itertools.count(), enumerate(self.list),
                          zip(self.list, self.dict), map(str, self.list), reversed(self.list), iter("some text")]
        self.generators = [counting() for _ in range(5)]
        self.closures = [closure() for _ in range(5)]
        self.functions = [lambda x=1: x, lambda *a, **k: (a, k)]
        self.weak = weakref.WeakValueDictionary()


def change_list(w, r):
    l = w.list
    match r.randrange(14):
        case 0: l.append(r.random())
        case 1: l.pop()
        case 2: l.insert(r.randrange(10), Node(1))
        case 3: l[r.randrange(5):r.randrange(20)] = [r.random()] * r.randrange(9)
        case 4: l.reverse()
        case 5: l.extend([str(r.random())] * 3)
        case 6: del l[r.randrange(10)]
        case 7: l[r.randrange(20)] = (1, [2])
        case 8: l.sort(key=id)
        case 9: l.remove(3)
        case 10: l[::2] = l[::2]
        case 11: l *= 1
        case 12 if len(l) > 500: l.clear()
        case 13: w.list = l[:100]


def change_dict(w, r):
    d = w.dict if r.random() < 0.7 else w.ordered
    match r.randrange(10):
        case 0: d[r.randrange(100)] = Node(r.random())
        case 1: d.pop(r.randrange(100), None)
        case 2: d.popitem()
        case 3: d.update({r.randrange(300): 1, (1, 2): [3]})
        case 4: d.setdefault(r.randrange(300), [])
        case 5: del d[r.randrange(100)]
        case 6 if len(d) > 300: d.clear()
        case 7: w.names[f"n{r.randrange(60)}"] = r.random()
        case 8: w.names.pop(f"n{r.randrange(60)}", None)
        case 9: d |= {Node(5): 1}


def change_set(w, r):
    s = w.set
    match r.randrange(9):
        case 0: s.add(r.randrange(200))
        case 1: s.discard(r.randrange(200))
        case 2: s.pop()
        case 3: s.update(range(r.randrange(50)))
        case 4: s ^= {1, 2, r.randrange(99)}
        case 5: s.add(Node(r.randrange(5)))
        case 6: s &= set(range(100))
        case 7 if len(s) > 300: s.clear()
        case 8: w.set = s | {5}


def change_instances(w, r):
    n = r.choice(w.nodes)
    match r.randrange(10):
        case 0: n.value = r.random()
        case 1: n.next = r.choice(w.nodes)
        case 2: setattr(n, f"a{r.randrange(20)}", r.random())
        case 3: delattr(n, f"a{r.randrange(20)}")
        case 4: n.__dict__["value"] = [r.random()]
        case 5: n.__class__ = r.choice([Node, Sub])
        case 6: n.__dict__ = {"value": 4, "next": None}
        case 7: w.nodes[r.randrange(20)] = r.choice([Node, Sub, *w.classes])(r.random())
        case 8: r.choice(w.slotted).a = [r.random()]
        case 9: del r.choice(w.slotted).a


def change_classes(w, r):
    c = r.choice([Node, Sub, *w.classes])
    match r.randrange(9):
        case 0: c.kind = r.random()
        case 1: setattr(c, f"k{r.randrange(10)}", r.random())
        case 2: delattr(c, f"k{r.randrange(10)}")
        case 3: c.method = [Node.prop.fget, lambda self: 7][r.randrange(2)]
        case 4: w.classes[r.randrange(5)] = type("D", (r.choice([Node, Sub]),), {"x": 1, "method": lambda self: 1})
        case 5 if c in w.classes: c.__bases__ = (r.choice([Node, Sub]),)
        case 6: c.__name__ = f"N{r.randrange(9)}"
        case 7: c.__doc__ = "text"
        case 8: c.__repr__ = lambda self: "repr"


def change_iterators(w, r):
    k = r.randrange(len(w.iterators))
    match r.randrange(3):
        case 0: next(w.iterators[k])
        case 1:
            w.iterators[k] = r.choice([lambda: iter(w.list), lambda: iter(w.dict.items()), lambda: iter(w.set),
                                       lambda: enumerate(w.list), lambda: zip(w.list, w.set), lambda: map(repr, w.list),
                                       lambda: itertools.chain(w.list, w.set), lambda: itertools.islice(w.list, 5),
                                       lambda: filter(None, w.list), lambda: itertools.cycle([1, 2])])()
        case 2: list(itertools.islice(w.iterators[k], 5))


def change_generators(w, r):
    k = r.randrange(5)
    g = w.generators[k]
    match r.randrange(6):
        case 0: next(g)
        case 1: g.send(r.random())
        case 2: g.throw(ValueError)
        case 3: g.close()
        case 4: w.generators[k] = counting()
        case 5: (g.gi_frame, g.gi_running, g.gi_code, g.gi_yieldfrom)


def change_functions(w, r):
    match r.randrange(7):
        case 0: r.choice(w.closures)[1]([r.random()])
        case 1: w.functions[0].__defaults__ = (r.random(),)
        case 2: w.functions[0].__code__ = (lambda x=1: x + 1).__code__
        case 3: w.functions[0].__kwdefaults__ = {"q": 1}
        case 4: w.functions[1].note = r.random()
        case 5: globals()[f"g{r.randrange(10)}"] = r.random()
        case 6: globals().pop(f"g{r.randrange(10)}", None)


def change_others(w, r):
    match r.randrange(8):
        case 0: w.deque.append(Node(1))
        case 1: w.deque.popleft()
        case 2: w.deque.rotate(3)
        case 3: w.bytes.extend(b"abc")
        case 4: del w.bytes[:2]
        case 5: w.bytes[r.randrange(9)] = 7
        case 6: w.weak[r.randrange(20)] = r.choice(w.nodes)
        case 7: r.choice(w.closures)[0]().append(1)


def read(w, r):
    match r.randrange(22):
        case 0: [x for x in w.list]
        case 1: w.list[r.randrange(20)], w.list[-1], w.list[2:9]
        case 2: w.dict.get(r.randrange(100)), w.names.get("n3"), len(w.dict)
        case 3: list(w.dict), list(w.dict.items()), dict(w.dict)
        case 4: {**w.names}, sorted(w.names)
        case 5: 3 in w.set, len(w.set), set(w.set), frozenset(w.set)
        case 6: [n.value for n in w.nodes], [n.method() for n in w.nodes]
        case 7: [n.prop for n in w.nodes], [n.kind for n in w.nodes]
        case 8: [vars(n) for n in w.nodes], [dir(n) for n in w.nodes[:2]]
        case 9: [c.x for c in w.classes], [c.__mro__ for c in w.classes]
        case 10: [isinstance(n, c) for n in w.nodes for c in w.classes]
        case 11: [f() for f in w.functions]
        case 12: [get() for get, _ in w.closures]
        case 13: repr(w.list), str(w.dict), repr(w.set)
        case 14: w.list == list(w.list), w.dict == dict(w.dict), w.set <= w.set
        case 15: copy.copy(w.nodes[0]), copy.copy(w.dict), w.list + w.list
        case 16: list(w.deque), bytes(w.bytes), w.bytes.find(b"c"), list(w.ordered)
        case 17: min(len(w.list), 4), sum(x for x in w.list if isinstance(x, int)), any(w.list)
        case 18: [globals().get(f"g{k}") for k in range(10)], g0
        case 19: list(w.weak.values()), w.weak.get(3)
        case 20: "%s %r" % (w.names, w.nodes[0]), f"{w.list[0]!r:>9}"
        case 21: [s.a for s in w.slotted]


CHANGES = [change_list, change_dict, change_set, change_instances, change_classes, change_iterators, change_generators,
           change_functions, change_others]


def hostile(w, r, until, writer, failures):
    while time.monotonic() < until and not failures:
        try:
            if writer:
                r.choice(CHANGES)(w, r)
            else:
                read(w, r)
        except RACES:
            pass
        except BaseException as e:
            failures.append(e)
            raise


class Exact:
    """What no race may lose."""

    def __init__(self, threads):
        self.list, self.dict, self.set, self.deque = [], {}, set(), collections.deque()
        self.won, self.popped, self.taken = collections.deque(), collections.deque(), collections.deque()
        self.items = list(range(200 * threads))
        self.keyed = dict.fromkeys(range(200 * threads))
        self.lock, self.counter = threading.RLock(), 0
        self.instance = Node()

    def work(self, k):
        for n in range(200):
            key = (k, n)
            self.list.append(key)
            self.dict[key] = n
            self.set.add(key)
            self.deque.append(key)
            setattr(self.instance, f"t{k}_{n % 10}", n)
            if self.dict.setdefault(n, k) == k:
                self.won.append(n)
            try:
                self.popped.append(self.items.pop())
            except IndexError:
                pass
            try:
                self.taken.append(self.keyed.popitem()[0])
            except KeyError:
                pass
            with self.lock:
                self.counter += 1

    def check(self, threads):
        keys = {(k, n) for k in range(threads) for n in range(200)}
        assert len(self.list) == len(keys) and set(self.list) == keys, "lost appends"
        assert keys <= self.dict.keys() and all(self.dict[key] == key[1] for key in keys), "lost items"
        assert self.set == keys, "lost members"
        assert sorted(self.deque) == sorted(keys), "lost appends to a deque"
        assert sorted(self.won) == list(range(200)), "setdefault has several winners"
        assert sorted(self.popped) == list(range(200 * threads)), "an item was popped twice, or not at all"
        assert sorted(self.taken) == list(range(200 * threads)), "an item was taken twice, or not at all"
        assert self.counter == 200 * threads, "a lock let two in"
        assert all(getattr(self.instance, f"t{k}_9") == 199 for k in range(threads)), "lost attributes"


def main():
    end = time.monotonic() + SECONDS
    rounds = 0
    failures = []
    while time.monotonic() < end and not failures:
        w, exact = World(), Exact(THREADS)
        until = min(end, time.monotonic() + 3)
        threads = [
            threading.Thread(target=hostile, args=(w, random.Random(SEED + rounds * 100 + k), until, k % 2 == 0, failures))
            for k in range(THREADS)
        ]
        for t in threads: t.start()
        for t in threads: t.join()
        threads = [threading.Thread(target=exact.work, args=(k,)) for k in range(THREADS)]
        for t in threads: t.start()
        for t in threads: t.join()
        exact.check(THREADS)
        gc.collect()
        rounds += 1
    assert not failures, failures
    print("all held")
    # expect: all held


main()
