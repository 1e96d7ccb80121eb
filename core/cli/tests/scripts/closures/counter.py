# Each call of the outer function makes variables of its own.
def counter(start=0):
    n = start

    def step(by=1):
        nonlocal n
        n += by
        return n

    def peek():
        return n

    return step, peek

a, peek_a = counter()
b, peek_b = counter(100)
a(); a(); b(-1)
print(peek_a(), peek_b())
# expect: 2 99
print(a(10), peek_a(), peek_b())
# expect: 12 12 99
