# any and all stop as soon as they know.
log = []

def v(x):
    log.append(x)
    return x

print(any(v(x) for x in [0, "", 5, 6]), log); log.clear()
# expect: True [0, '', 5]
print(all(v(x) for x in [1, "a", 0, 2]), log); log.clear()
# expect: False [1, 'a', 0]
print(any([]), all([]), any([0, None]), all([1, "x"]), any("a"), all({"": 1}), any(map(bool, [0, 1])), all([[]]))
# expect: False True False True True False True False

class Bad:
    def __bool__(self): raise ValueError("no truth")

for f in (any, all):
    for arg in ([Bad()], 5):
        try:
            f(arg)
        except (ValueError, TypeError) as e:
            print(e)
# expect: no truth
# expect: 'int' object is not iterable
# expect: no truth
# expect: 'int' object is not iterable
it = iter([1, 0, 1])
print(all(it), next(it))
# expect: False 1
