# Iterables and mappings unpack inside displays and calls.
print([*range(3), *"ab", 9], (*[], 1), {*"aab", "b"} == {"a", "b"})
# expect: [0, 1, 2, 'a', 'b', 9] (1,) True
print({**{"a": 1, "b": 2}, "b": 3, **{"c": 4}})
# expect: {'a': 1, 'b': 3, 'c': 4}

def f(*args, **kwargs):
    return args, kwargs

print(f(*"ab", 1, *[2], x=1, **{"y": 2}))
# expect: (('a', 'b', 1, 2), {'x': 1, 'y': 2})
print(*[1, 2], *(3,), sep=",")
# expect: 1,2,3
t = *range(2), *range(2)
print(t)
# expect: (0, 1, 0, 1)

def g():
    return *t, 5

print(g())
# expect: (0, 1, 0, 1, 5)
try:
    {**[1]}
except TypeError as e:
    print(e)
    # expect: 'list' object is not a mapping
