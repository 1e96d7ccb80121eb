# Lists that contain themselves print, and compare where that ends.
a = [1]
a.append(a)
print(a, len(a), a[1] is a, a in a, a.index(a))
# expect: [1, [...]] 2 True True 1
b = [a, a]
print(b)
# expect: [[1, [...]], [1, [...]]]
d = {}
d["self"] = d
l = [d]
d["list"] = l
print(d, l)
# expect: {'self': {...}, 'list': [{...}]} [{'self': {...}, 'list': [...]}]
t = ([],)
t[0].append(t)
print(t)
# expect: ([(...)],)
c = [1]; c.append(c)
try:
    a == c
except RecursionError as e:
    print("RecursionError")
    # expect: RecursionError
a.clear()
print(a, b)
# expect: [] [[], []]
