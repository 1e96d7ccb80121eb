# + and *, in place and not, and what they share.
a = [1, 2]
print(a + [3], a * 2, 2 * a, a * 0, a * -1, [[]] * 2, [] + [])
# expect: [1, 2, 3] [1, 2, 1, 2] [1, 2, 1, 2] [] [] [[], []] []
rows = [[0] * 2] * 3
rows[0][0] = 9
print(rows)
# expect: [[9, 0], [9, 0], [9, 0]]
rows = [[0] * 2 for _ in range(3)]
rows[0][0] = 9
print(rows)
# expect: [[9, 0], [0, 0], [0, 0]]
b = a
b += [3]
b *= 2
print(a, a is b)
# expect: [1, 2, 3, 1, 2, 3] True
b = b + [0]
print(a is b, len(b))
# expect: False 7
for bad in (lambda: [1] + (2,), lambda: [1] + "a", lambda: [1] * 1.5, lambda: [1] * [1], lambda: (1,) + [1], lambda: [1] - [1]):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: can only concatenate list (not "tuple") to list
# expect: can only concatenate list (not "str") to list
# expect: can't multiply sequence by non-int of type 'float'
# expect: can't multiply sequence by non-int of type 'list'
# expect: can only concatenate tuple (not "list") to tuple
# expect: unsupported operand type(s) for -: 'list' and 'list'
a += "xy"
a += (i for i in range(2))
print(a)
# expect: [1, 2, 3, 1, 2, 3, 'x', 'y', 0, 1]
try:
    [0] * (2 ** 62)
except (MemoryError, OverflowError) as e:
    print(type(e).__name__)
    # expect: MemoryError
