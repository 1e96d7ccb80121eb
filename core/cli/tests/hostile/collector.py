"""Cycles made, shared and dropped by all threads while several force collections: nothing live is lost."""

import gc
import weakref

from _crowd import Dice, crowd, passed

roots = [None] * 32


class Node:
    def __init__(self, tag):
        self.tag, self.next, self.extra = tag, self, {}


def ring(tag, n):
    first = last = Node(tag)
    for _ in range(n):
        node = Node(tag)
        last.next, node.extra["back"] = node, last
        last = node
    last.next = first
    return first


def check(node):
    tag, steps, start = node.tag, 0, node
    while True:
        assert node.tag == tag and isinstance(node.extra, dict)
        node = node.next
        steps += 1
        assert steps <= 60
        if node is start:
            return steps


def build(me, going):
    dice, n, weak = Dice(me), 0, []
    while going():
        n += 1
        where = dice.roll(len(roots))
        fresh = ring((me, n), dice.roll(50))
        weak.append(weakref.ref(fresh))
        roots[where] = fresh
        seen = roots[dice.roll(len(roots))]
        if seen is not None:
            check(seen)
        if n % 50 == 0:
            alive = [r() for r in weak]
            for node in alive:
                if node is not None:
                    check(node)
            weak = weak[-50:]
    return n


def force(me, going):
    n = 0
    while going():
        n += 1
        gc.collect(n % 3)
        for node in roots[:8]:
            if node is not None:
                check(node)
    return n


counts = crowd(build, build, build, force)
weak = [weakref.ref(r) for r in roots if r is not None]
for r in roots:
    if r is not None:
        check(r)
r = None
roots.clear()
for _ in range(5):
    gc.collect()
assert all(w() is None for w in weak), sum(w() is not None for w in weak)
passed("collector", rings=sum(counts))
# expect: collector: passed
