"""Threads that start, share, finish and are replaced all the time, with locals and results of their own."""

import threading

from _crowd import Dice, crowd, passed

local = threading.local()
board = {}
births = []


class Mark:
    deaths = []

    def __init__(self, n):
        self.n = n


def spawn(me, going):
    dice, n = Dice(me), 0
    while going():
        answers = []

        def child(k):
            assert not hasattr(local, "value")
            local.value = Mark((me, n, k))
            board[me, n, k] = threading.get_ident()
            births.append((me, n, k))
            answers.append(k * k)
            if k > 2 and dice.roll(4) == 0:
                grandchild = threading.Thread(target=answers.append, args=(0,))
                grandchild.start()
                grandchild.join()
            assert local.value.n == (me, n, k)

        crew = [threading.Thread(target=child, args=(k,)) for k in range(1 + dice.roll(4))]
        for t in crew:
            t.start()
        for t in crew:
            t.join()
            assert not t.is_alive()
        assert {a for a in answers if a} == {k * k for k in range(len(crew)) if k}
        for k in range(len(crew)):
            del board[me, n, k]
        n += 1
    return n


counts = crowd(spawn)
assert not board and len(births) == len(set(births))
passed("thread_churn", rounds=sum(counts), threads=len(births))
# expect: thread_churn: passed
