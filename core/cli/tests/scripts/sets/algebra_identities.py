# Random sets satisfy the laws of set algebra.
x = 1
def rand():
    global x
    x = (x * 1103515245 + 12345) % 2 ** 31
    return x >> 8

for round in range(200):
    a = {rand() % 50 for _ in range(rand() % 40)}
    b = {rand() % 50 for _ in range(rand() % 40)}
    c = frozenset(rand() % 50 for _ in range(rand() % 40))
    assert a | b == b | a and a & b == b & a and a ^ b == (a | b) - (a & b) and a - b == a & (a ^ b)
    assert (a | b) | c == a | (b | c) and (a & b) & c == a & (b & c) and a & (b | c) == (a & b) | (a & c)
    assert a - (b | c) == (a - b) & (a - c) and len(a | b) == len(a) + len(b) - len(a & b)
    assert (a <= b) == (a - b == set()) and (a < b) == (a <= b and a != b) and a.isdisjoint(b) == (not a & b)
    assert sorted(a) == sorted(list(a)) and set(sorted(a)) == a and a.issuperset(a & c)
    d = a.copy()
    d ^= b
    assert d == a ^ b and a.union(b, c) == a | b | c and a.difference(b, c) == a - b - c
