# Changing a set's size while iterating is an error.
s = {1, 2, 3}
for action in (lambda: s.add(99), lambda: s.discard(99)):
    try:
        for x in s:
            action()
            s.discard(1) if 99 not in s else None
    except RuntimeError as e:
        print(e)
# expect: Set changed size during iteration
# expect: Set changed size during iteration
it = iter({1})
print(next(it), next(it, "end"), it.__length_hint__())
# expect: 1 end 0
s = {1}
it = iter(s)
s.add(2)
for _ in range(2):
    try:
        next(it)
    except RuntimeError as e:
        print(e)
# expect: Set changed size during iteration
# expect: Set changed size during iteration
s = set(range(10))
for x in list(s):
    s.remove(x)
print(s)
# expect: set()
t = set(range(5))
while t:
    t.pop()
print(len(t))
# expect: 0
t = {1, 2}
for x in t:
    t.add(1)
print("adding what is there is fine")
# expect: adding what is there is fine
