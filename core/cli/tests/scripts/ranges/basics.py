# Length, indexing, slicing, membership, reversal of ranges.
r = range(2, 20, 3)
print(r, list(r), len(r), r[0], r[-1], r[1:3], r[::-1], r[::2], 5 in r, 6 in r, 5.0 in r, "x" in r, r.start, r.stop, r.step, r.index(8), r.count(8), r.count(9))
# expect: range(2, 20, 3) [2, 5, 8, 11, 14, 17] 6 2 17 range(5, 11, 3) range(17, -1, -3) range(2, 20, 6) True False True False 2 20 3 2 1 0
print(list(range(5, 0, -2)), list(range(0)), list(range(3, 3)), list(range(0, -3)), len(range(10, 0)), range(5)[2], list(reversed(range(3))), max(range(3)), sum(range(101)), bool(range(0)))
# expect: [5, 3, 1] [] [] [] 0 2 [2, 1, 0] 2 5050 False
for bad in (lambda: range(0, 1, 0), lambda: range(1.5), lambda: range("3"), lambda: range(), lambda: range(1, 2, 3, 4), lambda: range(3)[3], lambda: range(3)["x"], lambda: range(3).index(7), lambda: range(3).__setitem__, lambda: setattr(range(3), "start", 1), lambda: range(3) + range(3), lambda: range(1) < range(2), lambda: range(stop=3)):
    try:
        bad()
    except (ValueError, TypeError, IndexError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: ValueError range() arg 3 must not be zero
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError range expected at least 1 argument, got 0
# expect: TypeError range expected at most 3 arguments, got 4
# expect: IndexError range object index out of range
# expect: TypeError range indices must be integers or slices, not str
# expect: ValueError range.index(x): x not in range
# expect: AttributeError 'range' object has no attribute '__setitem__'
# expect: AttributeError readonly attribute
# expect: TypeError unsupported operand type(s) for +: 'range' and 'range'
# expect: TypeError '<' not supported between instances of 'range' and 'range'
# expect: TypeError range() takes no keyword arguments
