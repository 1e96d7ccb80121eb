# A comprehension consumes its iterable exactly as far as it goes.
it = iter(range(10))
print([x for x, _ in zip(it, "abc")], next(it))
it = iter(range(10))
print([x for x in it if x < 3 or not next(it, 0)])
print(list(it))

def noisy():
    try:
        yield 1
        yield 2
    finally:
        print("closed")

try:
    [1 // (x - 2) for x in noisy()]
except ZeroDivisionError as e:
    print("error")
del e
print([y for x in [noisy()] for y in x])
