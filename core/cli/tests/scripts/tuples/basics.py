# Tuples: making, indexing, methods, immutability.
t = 1, "a", 2.5
print(t, (), (1,), tuple("ab"), tuple([1]), t[0], t[-1], t[1:], t[::-1], len(t), t.index("a"), t.count(1), "a" in t, t + (3,), (0,) * 3, tuple())
# expect: (1, 'a', 2.5) () (1,) ('a', 'b') (1,) 1 2.5 ('a', 2.5) (2.5, 'a', 1) 3 1 1 True (1, 'a', 2.5, 3) (0, 0, 0) ()
for text in ("t[0] = 1", "del t[0]", "t[5]", "t['x']", "t.append(1)", "t.index('zz')", "(1,) + [1]", "tuple(5)", "t < 5", "t.x = 1"):
    try:
        exec(text)
    except (TypeError, IndexError, AttributeError, ValueError) as e:
        print(text, type(e).__name__, e)
# expect: t[0] = 1 TypeError 'tuple' object does not support item assignment
# expect: del t[0] TypeError 'tuple' object doesn't support item deletion
# expect: t[5] IndexError tuple index out of range
# expect: t['x'] TypeError tuple indices must be integers or slices, not str
# expect: t.append(1) AttributeError 'tuple' object has no attribute 'append'
# expect: t.index('zz') ValueError tuple.index(x): x not in tuple
# expect: (1,) + [1] TypeError can only concatenate tuple (not "list") to tuple
# expect: tuple(5) TypeError 'int' object is not iterable
# expect: t < 5 TypeError '<' not supported between instances of 'tuple' and 'int'
# expect: t.x = 1 AttributeError 'tuple' object has no attribute 'x' and no __dict__ for setting new attributes
u = t
u += (9,)
print(t, u, tuple(t) is t, t[:] == t, (1, 2, 3)[True])
# expect: (1, 'a', 2.5) (1, 'a', 2.5, 9) True True 2
