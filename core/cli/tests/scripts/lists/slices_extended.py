# Extended slices: assignment of equal length, deletion, negative steps.
a = list(range(10))
a[::3] = "ABCD"
print(a)
# expect: ['A', 1, 2, 'B', 4, 5, 'C', 7, 8, 'D']
a[8:2:-2] = [80, 60, 40]
print(a)
# expect: ['A', 1, 2, 'B', 40, 5, 60, 7, 80, 'D']
del a[::-3]
print(a)
# expect: [1, 2, 40, 5, 7, 80]
del a[100:], a[3:3]
a[1:1] = a
print(a)
# expect: [1, 1, 2, 40, 5, 7, 80, 2, 40, 5, 7, 80]
a[:2], a[-2:] = a[-2:], a[:2]
print(a)
# expect: [7, 80, 2, 40, 5, 7, 80, 2, 40, 5, 1, 1]
a[5:2] = ["insert at 5"]
print(a[4:7])
# expect: [5, 'insert at 5', 7]
for n in range(5):
    for start in (None, -6, -1, 0, 1, 3, 7):
        for stop in (None, -6, -1, 0, 2, 7):
            for step in (None, 1, 2, -1, -2):
                base = list(range(n))
                want = [base[i] for i in range(*slice(start, stop, step).indices(n))]
                assert base[start:stop:step] == want
                kept = [x for x in base if x not in want]
                del base[start:stop:step]
                assert base == kept
