# map is lazy, takes several iterables, and stops at the shortest unless strict.
log = []

def f(x):
    log.append(x)
    return x * 2

m = map(f, [1, 2, 3])
print(log, next(m), log, list(m), list(m), iter(m) is m)
# expect: [1, 2, 3] 2 [1, 2, 3] [4, 6] [] True
print(list(map(lambda a, b: a + b, [1, 2, 3], (10, 20))), list(map(str, range(3))), list(map(max, [1, 5], [4, 2], [3, 3])), list(map(None.__class__, [])))
# expect: [11, 22] ['0', '1', '2'] [4, 5] []
try:
    list(map(lambda a, b: 0, [1, 2], [1], strict=True))
except ValueError as e:
    print(e)
    # expect: map() argument 2 is shorter than argument 1
for bad in (lambda: map(), lambda: map(f), lambda: map(f, 5), lambda: list(map(5, [1])), lambda: list(map(f, [1], [2])), lambda: map(f, [1], other=1)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: map() must have at least two arguments.
# expect: map() must have at least two arguments.
# expect: 'int' object is not iterable
# expect: 'int' object is not callable
# expect: f() takes 1 positional argument but 2 were given
# expect: map() got an unexpected keyword argument 'other'

def fails(x):
    if x == 2: raise KeyError(x)
    return x

m = map(fails, [1, 2, 3])
print(next(m))
# expect: 1
try:
    next(m)
except KeyError as e:
    print("KeyError", e, next(m))
    # expect: KeyError 2 3
