# Slices of built-in sequences, with missing, negative and wild bounds.
s = "0123456789"
print(s[2:5], s[:3], s[7:], s[-3:], s[:-7], s[::3], s[::-1])
# expect: 234 012 789 789 012 0369 9876543210
print(s[8:2], s[8:2:-2], s[100:], s[-100:3], s[:100:4])
# expect:  864  012 048
print(list(range(10))[1:8:3], tuple(range(5))[::-2], range(10)[2:8:2])
# expect: [1, 4, 7] (4, 2, 0) range(2, 8, 2)

class Show:
    def __getitem__(self, key):
        return key

show = Show()
print(show[1:2], show[::3], show[1:2, ...], show[1, 2:3], show[()])
# expect: slice(1, 2, None) slice(None, None, 3) (slice(1, 2, None), Ellipsis) (1, slice(2, 3, None)) ()
print(show[None:], show[*[1, 2], 3], show[(1, 2)])
# expect: slice(None, None, None) (1, 2, 3) (1, 2)
try:
    s[::0]
except ValueError as e:
    print(e)
    # expect: slice step cannot be zero
