# Iterating one range in pieces and over nested loops with break, continue and else.
it = iter(range(10))
for x in it:
    if x == 2: break
print(list(zip(it, it)), list(it))
# expect: [(3, 4), (5, 6), (7, 8)] []
for i in range(2):
    for j in range(3):
        if j == 1: continue
        if i == 1: break
        print(i, j)
    else:
        print("inner else", i)
else:
    print("outer else")
# expect: 0 0
# expect: 0 2
# expect: inner else 0
# expect: outer else
found = [n for n in range(2, 50) if all(n % d for d in range(2, int(n ** 0.5) + 1))]
print(found)
# expect: [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]
class I:
    def __index__(self): return 4
print(list(range(I())), range(I(), 0, -1)[1], I() in [4], 4 in range(I()), 3 in range(I()))
# expect: [0, 1, 2, 3] 3 False False True
