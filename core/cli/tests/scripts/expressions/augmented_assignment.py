# Augmented assignment evaluates its target once and uses the in-place method if there is one.
log = []

def v(x):
    log.append(x)
    return x

data = [[1, 2]]
v(data)[v(0)][v(1)] += v(10)
print(data, log[1:])
# expect: [[1, 12]] [0, 1, 10]
a = b = [1]
a += (2, 3)
print(a is b, b)
# expect: True [1, 2, 3]
t = u = (1,)
t += (2,)
print(t, u)
# expect: (1, 2) (1,)
a *= 2
print(b)
# expect: [1, 2, 3, 1, 2, 3]
n = 7
n //= 2; n **= 3; n <<= 2; n ^= 1; n |= 64; n &= 0x7f; n -= 1; n %= 50
print(n)
# expect: 8
x = 1
x /= 4
print(x)
# expect: 0.25
s = "ab"
s *= 3
print(s)
# expect: ababab
