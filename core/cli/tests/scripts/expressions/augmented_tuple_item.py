# `t[0] += x` on a tuple's list extends the list and then fails to store it.
t = ([1], 2)
try:
    t[0] += [3]
except TypeError as e:
    print(e)
    # expect: 'tuple' object does not support item assignment
print(t)
# expect: ([1, 3], 2)
