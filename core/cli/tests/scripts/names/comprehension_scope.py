# A comprehension's targets are its own; its first iterable is evaluated outside.
x = "outer"
print([x for x in range(3)], x)
# expect: [0, 1, 2] outer
print({x: x for x in "ab"}, {x for x in [1]}, list(x for x in [2]), x)
# expect: {'a': 'a', 'b': 'b'} {1} [2] outer

def f():
    y = [1, 2]
    return [y for y in y], y

print(f())
# expect: ([1, 2], [1, 2])

class C:
    n = 3
    squares = [i * i for i in range(n)]

print(C.squares, hasattr(C, "i"))
# expect: [0, 1, 4] False
fs = [lambda: i for i in range(3)]
print([g() for g in fs], "i" in globals())
# expect: [2, 2, 2] False
