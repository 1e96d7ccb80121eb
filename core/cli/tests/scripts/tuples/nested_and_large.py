# Deep nesting and large tuples.
t = ()
for _ in range(10_000):
    t = (t, _)
depth = 0
while t:
    t, n = t
    depth += 1
assert depth == 10_000 and n == 0
big = tuple(range(100_000))
assert big[-1] == 99_999 and sum(big) == 4_999_950_000 and big.index(50_000) == 50_000 and len(big + big) == 200_000
assert big[::1000] == tuple(range(0, 100_000, 1000)) and hash(big) == hash(tuple(range(100_000)))
a = (1, [2, {"k": (3,)}])
a[1][1]["k"] += (4,)
assert a == (1, [2, {"k": (3, 4)}])
assert ((1, 2), 3)[0][1] == 2 and ((),) != () and (((1,),),)[0][0][0] == 1
