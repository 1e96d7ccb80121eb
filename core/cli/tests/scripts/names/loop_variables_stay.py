# A for loop's targets stay bound after it; an empty loop binds nothing.
for i in range(3):
    pass
print(i)
# expect: 2
for a, (b, *c) in [(1, (2, 3, 4))]:
    pass
print(a, b, c)
# expect: 1 2 [3, 4]
for never in []:
    pass
print("never" in globals())
# expect: False
d = {}
for d["k"] in "xyz":
    pass
print(d)
# expect: {'k': 'z'}
for i in range(3):
    i = 10
print(i)
# expect: 10
