# str, repr, hex, oct, bin of integers small and large.
print(str(-0), repr(10 ** 25), hex(-255), oct(8), bin(-5), hex(2 ** 70), bin(0), oct(-2 ** 65))
# expect: 0 10000000000000000000000000 -0xff 0o10 -0b101 0x400000000000000000 0b0 -0o4000000000000000000000
n = 2 ** 1000
s = str(n)
assert int(s) == n and len(s) == 302 and s.startswith("10715086071862673209")
assert int(hex(n), 16) == n and int(bin(n), 2) == n and int(oct(n), 8) == n
for i in range(0, 200, 7):
    v = 13 ** i
    assert int(str(v)) == v and int(format(v, "x"), 16) == v and f"{v:,}".replace(",", "") == str(v)
print(f"{10 ** 15:,} {10 ** 15:_} {2 ** 40:_x} {255:#06x}")
# expect: 1,000,000,000,000,000 1_000_000_000_000_000 100_0000_0000 0x00ff
