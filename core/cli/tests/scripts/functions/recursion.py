# Functions call themselves and each other through their names.
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)

def even(n):
    return True if n == 0 else odd(n - 1)

def odd(n):
    return False if n == 0 else even(n - 1)

def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))

def hanoi(n, a, b, c):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)

print(fact(30))
# expect: 265252859812191058636308480000000
print(even(200), odd(201))
# expect: True True
print(ackermann(2, 3))
# expect: 9
print(list(hanoi(3, "A", "B", "C")))
# expect: ['AC', 'AB', 'CB', 'AC', 'BA', 'BC', 'AC']
