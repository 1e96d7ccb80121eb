# Chained, nested, starred, attribute, item and slice targets, left to right.
a = b = [1, 2]
print(a is b)
# expect: True
(c, [d, *e]), f = (1, "wxyz"), 2
print(c, d, e, f)
# expect: 1 w ['x', 'y', 'z'] 2
*init, last = range(4)
print(init, last)
# expect: [0, 1, 2] 3
first, *rest = "a"
print(first, rest)
# expect: a []
items = list(range(6))
items[1:3], items[0] = "xyz", "first"
print(items)
# expect: ['first', 'x', 'y', 'z', 3, 4, 5]
i, items[i] = 2, "at two"
print(items)
# expect: ['first', 'x', 'at two', 'z', 3, 4, 5]

class Box:
    pass

box = Box()
box.value = box.copy = [1]
print(box.value is box.copy)
# expect: True
[x] = (5,)
() = []
print(x)
# expect: 5
