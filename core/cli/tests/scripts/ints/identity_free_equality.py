# Equal integers are interchangeable as keys whatever made them.
values = [5, int("5"), 2 + 3, 10 // 2, True + 4, len("abcde"), int(5.0), 0b101]
assert len({v: None for v in values}) == 1 and all(a == b for a in values for b in values)
big = [2 ** 80, 4 ** 40, int(str(2 ** 80)), (2 ** 79) * 2, 2 ** 81 // 2, int(2.0 ** 80)]
assert len(set(big)) == 1 and len({hash(b) for b in big}) == 1
assert {2 ** 80: "v"}[1 << 80] == "v" and 2 ** 80 in [1 << 80] and (2 ** 80,) == (1 << 80,)
assert [2 ** 80, 1].index(1 << 80) == 0 and sorted([2 ** 80, -2 ** 80, 0]) == [-2 ** 80, 0, 2 ** 80]

class I(int):
    def __eq__(self, other): return False
    __hash__ = int.__hash__

assert not I(5) == 5 and not 5 == I(5) and I(5) != 6
d = {I(5): "mine"}
assert 5 not in d
