# Sets from displays, iterables, comprehensions and unpacking.
print(set("hello") == {"h", "e", "l", "o"}, set({"k": 1}), {*"ab", *[1], 2} == {"a", "b", 1, 2}, {x % 3 for x in range(9)} == {0, 1, 2}, set(range(2)) == {0, 1}, set(x for x in [1]), set([set] ) == {set}, set(frozenset("a")))
# expect: True {'k'} True True True {1} True {'a'}
print(type({}).__name__, type({1}).__name__, type({*()}).__name__, len({(), frozenset(), 0, "", None}), set(b"a"), {None}, {(1, 2)}, set([(1, 2)]))
# expect: dict set set 5 {97} {None} {(1, 2)} {(1, 2)}
def boom():
    yield 1
    raise ValueError("midway")
s = {0}
try:
    s.update(boom())
except ValueError:
    print(sorted(s))
    # expect: [0, 1]
try:
    {*5}
except TypeError as e:
    print(e)
    # expect: 'int' object is not iterable
log = []
def v(x):
    log.append(x)
    return x
{v(1), *v([2]), v(3)}
print(log)
# expect: [1, [2], 3]
