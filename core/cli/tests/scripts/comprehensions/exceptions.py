# An exception in a comprehension leaves the outer variable of the same name as it was.
x = "outer"
try:
    [1 / x for x in (2, 1, 0)]
except ZeroDivisionError:
    print(x)
    # expect: outer

def f():
    y = "local"
    try:
        [z for y in range(3) for z in [1][y]]
    except TypeError as e:
        print(e)
    try:
        {y: 0 for y in [1, [], 2]}
    except TypeError as e:
        print(e)
    return y

print(f())
# expect: 'int' object is not iterable
# expect: cannot use 'list' as a dict key (unhashable type: 'list')
# expect: local
try:
    [undefined for q in range(2)]
except NameError as e:
    print(e)
    # expect: name 'undefined' is not defined
print([q for q in []], "q" in globals())
# expect: [] False
try:
    {k: v for k, v in [(1,)]}
except ValueError as e:
    print(e)
    # expect: not enough values to unpack (expected 2, got 1)
