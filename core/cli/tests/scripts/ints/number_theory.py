# Loops over integers: gcd, sieve, modular powers, digits, bases, Collatz.
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a

def sieve(n):
    marks = bytearray([1]) * (n + 1)
    marks[0:2] = b"\0\0"
    for p in range(2, int(n ** 0.5) + 1):
        if marks[p]:
            marks[p * p::p] = bytes(len(marks[p * p::p]))
    return [i for i, m in enumerate(marks) if m]

def base(n, b):
    digits = ""
    while n:
        n, r = divmod(n, b)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[r] + digits
    return digits or "0"

def collatz(n):
    steps = 0
    while n != 1:
        n = 3 * n + 1 if n & 1 else n >> 1
        steps += 1
    return steps

def is_prime(n):
    d, s = n - 1, 0
    while d % 2 == 0: d, s = d // 2, s + 1
    for a in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = pow(a, d, n)
        if x in (1, n - 1): continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1: break
        else:
            return False
    return True

print(gcd(2 ** 100 * 3, 2 ** 90 * 9) == 2 ** 90 * 3, len(sieve(10_000)), sieve(30))
# expect: True 1229 [2, 3, 5, 7, 11, 13, 17, 19, 23, 29]
print(base(255, 16), base(10 ** 20, 36), int(base(10 ** 20, 36), 36), max(range(1, 3000), key=collatz), collatz(27))
# expect: ff l3r41ifs0q5ts 100000000000000000000 2919 111
print(is_prime(2 ** 89 - 1), is_prime(2 ** 67 - 1), [n for n in range(10 ** 12, 10 ** 12 + 100) if n % 2 and is_prime(n)])
# expect: True False [1000000000039, 1000000000061, 1000000000063, 1000000000091]
print([n for n in range(1, 600) if sum(d for d in range(1, n // 2 + 1) if n % d == 0) == n], sum(map(int, str(2 ** 1000))))
# expect: [6, 28, 496] 1366
