# Loops over pairs, which unpack them.
def pairs(it):
    out = []
    for a, b in it:
        out.append((a, b))
    return out

d = {1: 2, 3: 4}
print(pairs(d.items()), pairs(enumerate("ab", 5)), pairs(zip("abc", [1, 2])), pairs(zip(d, d.values())))
print(pairs([(1, 2), [3, 4], "xy"]), pairs(enumerate([], 2**70)), pairs(enumerate("a", 2**70)))
for bad in (zip([1]), zip([1], [2], [3]), enumerate(5 for _ in ()), [(1,)], zip([1], [2, 3], strict=True)):
    try:
        print(pairs(bad))
    except ValueError as e:
        print(e)
try:
    for k, v in d.items():
        d[k + 100] = v
except RuntimeError as e:
    print(e)

def broken():
    yield 1
    raise KeyError("x")

try:
    for a, b in zip(broken(), "abc"):
        print(a, b)
except KeyError as e:
    print(repr(e))
for i, (a, b) in enumerate(zip("ab", "cd")):
    print(i, a, b)
class E(enumerate):
    def __next__(self):
        return super().__next__() + (0,)
try:
    pairs(E("a"))
except ValueError as e:
    print(e)
x = [1, 2, 3]
x, y, z = x
print(x, y, z)
a = [1, 2]
a[0], a[1] = a
print(a)
try:
    p, q = [1, 2, 3]
except ValueError as e:
    print(e)
# expect: [(1, 2), (3, 4)] [(5, 'a'), (6, 'b')] [('a', 1), ('b', 2)] [(1, 2), (3, 4)]
# expect: [(1, 2), (3, 4), ('x', 'y')] [] [(1180591620717411303424, 'a')]
# expect: not enough values to unpack (expected 2, got 1)
# expect: too many values to unpack (expected 2, got 3)
# expect: []
# expect: not enough values to unpack (expected 2, got 1)
# expect: zip() argument 2 is longer than argument 1
# expect: dictionary changed size during iteration
# expect: 1 a
# expect: KeyError('x')
# expect: 0 a c
# expect: 1 b d
# expect: too many values to unpack (expected 2, got 3)
# expect: 1 2 3
# expect: [1, 2]
# expect: too many values to unpack (expected 2, got 3)
