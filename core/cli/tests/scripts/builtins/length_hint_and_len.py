# len with bad results, __length_hint__ used by list.
class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n

print(len(L(5)), bool(L(0)), len("é😀"), len(range(10)), len({}), len({1: 2}.items()), len(b"\0\0"))
# expect: 5 False 2 10 0 1 2

class I:
    def __index__(self): return 3

print(len(L(I())), len(L(True)))
# expect: 3 1
for n in (-1, 1.5, "a", None, 2 ** 70):
    try:
        len(L(n))
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
# expect: ValueError __len__() should return >= 0
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError 'NoneType' object cannot be interpreted as an integer
# expect: OverflowError cannot fit 'int' into an index-sized integer

class Hint:
    def __init__(self, h): self.h = h
    def __iter__(self): return iter("xy")
    def __length_hint__(self):
        if isinstance(self.h, Exception): raise self.h
        return self.h

for h in (0, 100, NotImplemented, TypeError("ignored"), -1, "a", ValueError("not ignored")):
    try:
        print(list(Hint(h)))
    except Exception as e:
        print(type(e).__name__, e)
# expect: ['x', 'y']
# expect: ['x', 'y']
# expect: ['x', 'y']
# expect: ['x', 'y']
# expect: ValueError __length_hint__() should return >= 0
# expect: TypeError __length_hint__ must be an integer, not str
# expect: ValueError not ignored
