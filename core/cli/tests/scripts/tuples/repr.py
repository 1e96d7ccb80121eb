# reprs of tuples, also those that contain themselves through a list.
print((), (1,), (1, 2), ((1,), ()), ("a", None, 1.5), repr(("'",)), str((b"x", [])), f"{(1,)!r:>8}", "%s" % ((1, 2),))
# expect: () (1,) (1, 2) ((1,), ()) ('a', None, 1.5) ("'",) (b'x', [])     (1,) (1, 2)
l = []
t = (l, 1)
l.append(t)
print(t, l)
# expect: ([(...)], 1) [([...], 1)]

class R:
    def __repr__(self): return "<R>"

print((R(), [R()], {"k": R()}))
# expect: (<R>, [<R>], {'k': <R>})

class Boom:
    def __repr__(self): raise ValueError("in repr")

try:
    repr((1, Boom()))
except ValueError as e:
    print(e)
    # expect: in repr
print(repr((1, 2)))
# expect: (1, 2)
