# A frame that a finaliser asks for while the frame ends is over afterwards: it shows nothing of whoever runs later.
import sys
import threading


def keeper(keep):
    class D:
        def __del__(self):
            keep.append(sys._getframe(1))

    return D


def ends(D):
    d = D()
    z = 1
    return 7


def later(frame, a, b, c, d, e):
    values = set(map(str, frame.f_locals.values()))
    assert not values & {"marker a", "marker b", "marker c", "marker d", "marker e"}, values
    return isinstance(frame.f_lineno, int)


keep = []
assert ends(keeper(keep)) == 7
assert later(keep[0], "marker a", "marker b", "marker c", "marker d", "marker e")

keep = []
t = threading.Thread(target=ends, args=(keeper(keep),))
t.start()
t.join()
assert isinstance(keep[0].f_lineno, int) and isinstance(dict(keep[0].f_locals), dict)


# Looking at a generator from outside does not keep others from running it.
def count():
    while True:
        yield 1


g = count()
next(g)
done = []


def looks():
    while not done:
        g.gi_frame.f_lineno, g.gi_yieldfrom, dict(g.gi_frame.f_locals)


threads = [threading.Thread(target=looks) for _ in range(2)]
for t in threads:
    t.start()
try:
    for _ in range(20000):
        next(g)
finally:
    done.append(1)
    for t in threads:
        t.join()
