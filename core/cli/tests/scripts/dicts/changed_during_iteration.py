# Changing a dict's size while iterating is an error; changing values is not.
d = {i: i for i in range(5)}
for k in d:
    d[k] *= 10
print(d)
# expect: {0: 0, 1: 10, 2: 20, 3: 30, 4: 40}
for view in (d, d.keys(), d.values(), d.items()):
    try:
        for _ in view:
            d["new"] = 1
    except RuntimeError as e:
        print(e)
    del d["new"]
# expect: dictionary changed size during iteration
# expect: dictionary changed size during iteration
# expect: dictionary changed size during iteration
# expect: dictionary changed size during iteration
try:
    for k in d:
        del d[k]
except RuntimeError as e:
    print(e, len(d))
    # expect: dictionary changed size during iteration 4
try:
    for k in d:
        del d[k]
        d[f"again{k}"] = 1
except RuntimeError as e:
    print(e)
    # expect: dictionary keys changed during iteration
it = iter({1: 2})
print(next(it), next(it, "end"), next(it, "end"), it.__length_hint__())
# expect: 1 end end 0
d = {1: 1}
it = iter(d)
d[2] = 2
for _ in range(2):
    try:
        next(it)
    except RuntimeError as e:
        print(e)
# expect: dictionary changed size during iteration
# expect: dictionary changed size during iteration
try:
    for k in reversed(d):
        d[len(d) + 10] = 1
except RuntimeError as e:
    print(e)
    # expect: dictionary changed size during iteration
for k in list(d):
    del d[k]
print(d)
# expect: {}
