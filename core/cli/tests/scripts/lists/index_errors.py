# Reading, writing and deleting outside the list, and with odd indices.
a = [1, 2, 3]
for text in ("a[3]", "a[-4]", "a[3] = 0", "del a[3]", "a['x']", "a[1.0]", "a[None] = 1", "a[10**30]", "a[()]", "del a[-4]", "a[1, 2]"):
    try:
        exec(text)
        print("fine")
    except (IndexError, TypeError) as e:
        print(text, type(e).__name__, e)
# expect: a[3] IndexError list index out of range
# expect: a[-4] IndexError list index out of range
# expect: a[3] = 0 IndexError list assignment index out of range
# expect: del a[3] IndexError list assignment index out of range
# expect: a['x'] TypeError list indices must be integers or slices, not str
# expect: a[1.0] TypeError list indices must be integers or slices, not float
# expect: a[None] = 1 TypeError list indices must be integers or slices, not NoneType
# expect: a[10**30] IndexError cannot fit 'int' into an index-sized integer
# expect: a[()] TypeError list indices must be integers or slices, not tuple
# expect: del a[-4] IndexError list assignment index out of range
# expect: a[1, 2] TypeError list indices must be integers or slices, not tuple

class I:
    def __init__(self, i): self.i = i
    def __index__(self): return self.i

print(a[I(1)], a[I(-1)], a[True], a[I(0):I(2)])
# expect: 2 3 2 [1, 2]
a[I(0)] = "set"
del a[I(1)]
print(a)
# expect: ['set', 3]
try:
    a[I("x")]
except TypeError as e:
    print(e)
    # expect: __index__ returned non-int (type str)
