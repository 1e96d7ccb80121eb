# A list iterator follows the list as it grows and shrinks, and ends for good.
a = [1, 2, 3]
seen = []
for x in a:
    seen.append(x)
    if len(a) < 6:
        a.append(x * 10)
print(seen, a)
# expect: [1, 2, 3, 10, 20, 30] [1, 2, 3, 10, 20, 30]
a = list(range(10))
for x in a:
    a.remove(x)
print(a)
# expect: [1, 3, 5, 7, 9]
a = [1, 2, 3]
it = iter(a)
next(it); a.insert(0, 0)
print(next(it), list(it))
# expect: 1 [2, 3]
a.append(99)
print(list(it))
# expect: []
a = [1, 2, 3]
it = iter(a)
next(it)
a.clear()
print(next(it, "end"))
# expect: end
a.extend([7, 8, 9])
print(next(it, "still end"))
# expect: still end
r = reversed(a)
print(next(r), a.pop(), next(r), list(r), r.__length_hint__())
# expect: 9 9 8 [7] 0
for i, x in enumerate(b := [1]):
    if i < 4: b.append(x + 1)
print(b)
# expect: [1, 2, 3, 4, 5]
