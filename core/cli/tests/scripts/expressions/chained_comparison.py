# A chain of comparisons evaluates each operand once and stops at the first false link.
log = []

def v(x):
    log.append(x)
    return x

print(v(1) < v(2) < v(3))
# expect: True
print(log)
# expect: [1, 2, 3]
log.clear()
print(v(3) < v(2) < v(1))
# expect: False
print(log)
# expect: [3, 2]
log.clear()
print(v(1) == v(1) != v(2) in [v(2)])
# expect: True
print(log)
# expect: [1, 1, 2, 2]
print(1 < 3 > 2, 1 < 2 == True, (1 < 2) == True)
# expect: True False True
