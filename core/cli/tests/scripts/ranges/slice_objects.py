# slice objects: attributes, indices, comparison, hashing, repr.
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(5), slice(None, None, -1).indices(4), slice(-3, None).indices(10), slice(100, -100, -1).indices(5), slice(None).indices(0))
# expect: slice(1, 10, 2) 1 10 2 (1, 5, 2) slice(None, 5, None) (3, -1, -1) (7, 10, 1) (4, -1, -1) (0, 0, 1)
print(s == slice(1, 10, 2), slice(1) < slice(2), hash(s) == hash(slice(1, 10, 2)), {slice(1, 2): "v"}[slice(1, 2)], [10, 20, 30][slice(1, None)], "hello"[slice(None, None, 2)], slice("a", "b"), slice(1, 2) != slice(1, 3))
# expect: True True True v [20, 30] hlo slice('a', 'b', None) True
first = slice(0, 2)
a = list(range(5))
a[first] = "xy"
del a[slice(-1, None)]
print(a)
# expect: ['x', 'y', 2, 3]
for bad in (lambda: slice(), lambda: slice(1, 2, 0).indices(5), lambda: slice("a").indices(5), lambda: slice(1).indices(-1), lambda: setattr(s, "start", 5), lambda: hash(slice([], 1)), lambda: [1]["a":], lambda: slice(1, 2, 3, 4), lambda: "abc"[1.5:]):
    try:
        bad()
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: TypeError slice expected at least 1 argument, got 0
# expect: ValueError slice step cannot be zero
# expect: TypeError slice indices must be integers or None or have an __index__ method
# expect: ValueError length should not be negative
# expect: AttributeError readonly attribute
# expect: TypeError unhashable type: 'list'
# expect: TypeError slice indices must be integers or None or have an __index__ method
# expect: TypeError slice expected at most 3 arguments, got 4
# expect: TypeError slice indices must be integers or None or have an __index__ method
