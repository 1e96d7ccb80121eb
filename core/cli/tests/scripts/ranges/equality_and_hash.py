# Ranges are equal if they stand for the same sequence.
print(range(0, 3, 2) == range(0, 4, 2), range(0) == range(5, 2), range(1, 2) == range(1, 3, 5), range(3) == [0, 1, 2], range(3) != range(4), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), hash(range(0)) == hash(range(9, 1)))
# expect: True True True False True True True
print({range(3): "v"}[range(0, 3, 1)], range(3) in [range(3)], len({range(2), range(0, 2), range(0, 2, 1)}), repr(range(1, 5)), repr(range(1, 5, 2)), str(range(3)))
# expect: v True 1 range(1, 5) range(1, 5, 2) range(0, 3)
print(range(5) == range(5)[:], range(10)[2:8][1:3] == range(3, 5), range(10)[::-1] == range(9, -1, -1), range(True, 3), range(2 ** 70, 2 ** 70 + 2) == range(2 ** 70, 2 ** 70 + 2))
# expect: True True True range(1, 3) True
