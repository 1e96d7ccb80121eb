# Ranges in the places of sequences: unpacking, multiplication tables, sampling, bisecting.
a, b, *c = range(5)
print(a, b, c, list(range(3)) * 2, tuple(range(2)), set(range(3)) == {0, 1, 2}, sorted(range(3), reverse=True), "".join(map(str, range(5))), dict.fromkeys(range(2)))
# expect: 0 1 [2, 3, 4] [0, 1, 2, 0, 1, 2] (0, 1) True [2, 1, 0] 01234 {0: None, 1: None}
print([range(n) for n in range(3)], list(zip(range(3), range(10, 0, -3))), min(range(5, 2, -1)), any(range(1)), all(range(1, 3)), list(map(range, range(3))))
# expect: [range(0, 0), range(0, 1), range(0, 2)] [(0, 10), (1, 7), (2, 4)] 3 False True [range(0, 0), range(0, 1), range(0, 2)]
def bisect(r, predicate):
    lo, hi = 0, len(r)
    while lo < hi:
        mid = (lo + hi) // 2
        if predicate(r[mid]): hi = mid
        else: lo = mid + 1
    return r[lo]
print(bisect(range(0, 10 ** 18, 7), lambda x: x * x >= 10 ** 30))
# expect: 1000000000000001
for row in range(1, 4):
    print(*(row * col for col in range(1, 4)), sep=",")
# expect: 1,2,3
# expect: 2,4,6
# expect: 3,6,9
