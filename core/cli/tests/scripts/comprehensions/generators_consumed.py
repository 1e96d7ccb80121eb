# A comprehension consumes its iterable exactly as far as it goes.
it = iter(range(10))
print([x for x, _ in zip(it, "abc")], next(it))
# expect: [0, 1, 2] 4
it = iter(range(10))
print([x for x in it if x < 3 or not next(it, 0)])
# expect: [0, 1, 2, 9]
print(list(it))
# expect: []

def noisy():
    try:
        yield 1
        yield 2
    finally:
        print("closed")

try:
    [1 // (x - 2) for x in noisy()]
    # expect: closed
except ZeroDivisionError as e:
    print("error")
    # expect: error
print([y for x in [noisy()] for y in x])
# expect: closed
# expect: [1, 2]
