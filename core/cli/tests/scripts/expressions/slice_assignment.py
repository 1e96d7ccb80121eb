# Assigning to and deleting list slices.
a = list(range(8))
a[2:4] = ["x"]
print(a)
# expect: [0, 1, 'x', 4, 5, 6, 7]
a[1:1] = [10, 11]
print(a)
# expect: [0, 10, 11, 1, 'x', 4, 5, 6, 7]
a[::2] = "abcde"
print(a)
# expect: ['a', 10, 'b', 1, 'c', 4, 'd', 6, 'e']
a[5:] = []
print(a)
# expect: ['a', 10, 'b', 1, 'c']
del a[::2]
print(a)
# expect: [10, 1]
a[:] = a + a
print(a)
# expect: [10, 1, 10, 1]
a[len(a):] = (7,)
print(a)
# expect: [10, 1, 10, 1, 7]
try:
    a[::2] = [1]
except ValueError as e:
    print(e)
    # expect: attempt to assign sequence of size 1 to extended slice of size 3
try:
    a[0:1] = 5
except TypeError as e:
    print(e)
    # expect: must assign iterable to extended slice
