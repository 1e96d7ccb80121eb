# Iterables, conditions and the element are evaluated in the order of the loops they stand for.
log = []

def v(tag, x):
    log.append(tag)
    return x

[v("elt", (i, j)) for i in v("outer", [1, 2]) if v("if1", i > 1) for j in v("inner", "a") if v("if2", True)]
print(log)
# expect: ['outer', 'if1', 'if1', 'inner', 'if2', 'elt']
log.clear()
{v("key", k): v("value", k) for k in v("iter", [1, 2])}
print(log)
# expect: ['iter', 'key', 'value', 'key', 'value']
log.clear()
d = {k: n for n, k in enumerate("abca")}
print(d)
# expect: {'a': 3, 'b': 1, 'c': 2}
