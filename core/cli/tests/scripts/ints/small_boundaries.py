# Results that cross the borders of machine words are exact.
for bits in (15, 30, 31, 32, 60, 61, 62, 63, 64, 65, 127, 128):
    p = 1 << bits
    assert p - 1 + 1 == p and -p - 1 == -(p + 1) and (p - 1) * 2 == 2 * p - 2
    assert p * p == 1 << 2 * bits and (p - 1) * (p + 1) == p * p - 1
    assert (-p) // 2 == -(p // 2) and p >> bits == 1 and -p >> bits == -1 and (-p - 1) >> bits == -2
    assert p ^ (p - 1) == 2 * p - 1 and ~p == -p - 1 and p & -p == p and abs(-p) == p and -(-p) == p
    assert hash(p - 1) == (p - 1) % ((1 << 61) - 1)
    assert int(str(p)) == p and int(str(-p)) == -p and (p - 1).bit_length() == bits and p.bit_length() == bits + 1
    assert p == float(p) and (p + 1 != float(p)) == (bits >= 53) or bits < 53
    assert p % (p - 1) == 1 and -p % (p + 1) == 1 and p // (p - 1) == 1
for n in range(-300, 300):
    assert n + 1 - 1 == n and (n * 3) // 3 == n and int(str(n)) == n and n - n == 0
print("ok")
# expect: ok
