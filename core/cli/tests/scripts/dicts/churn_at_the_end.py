# Keys that come and go again while the last item is looked at do not disturb an iteration.
d = {i: i for i in range(6)}
out = []
for k in d:
    out.append(k)
    if k == 5:
        for j in range(50):
            d[100 + j] = 1
            del d[100 + j]
print(out)
# expect: [0, 1, 2, 3, 4, 5]
