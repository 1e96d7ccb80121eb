# bit_length, bit_count, to_bytes, from_bytes, as_integer_ratio and the attributes of a rational.
print((255).bit_length(), (256).bit_length(), (0).bit_length(), (-1).bit_length(), (255).bit_count(), (-7).bit_count())
# expect: 8 9 0 1 8 3
print((1024).to_bytes(2), (1024).to_bytes(4, "little"), (-2).to_bytes(2, signed=True), (0).to_bytes(0), (5).to_bytes())
# expect: b'\x04\x00' b'\x00\x04\x00\x00' b'\xff\xfe' b'' b'\x05'
print(int.from_bytes(b"\x04\x00"), int.from_bytes(b"\xfe\xff", "little", signed=True), int.from_bytes([1, 2]), int.from_bytes(b""))
# expect: 1024 -2 258 0
n = 0x0123456789ABCDEF0123456789ABCDEF
assert int.from_bytes(n.to_bytes(16, "big"), "big") == n and int.from_bytes(n.to_bytes(20, "little"), "little") == n
assert int.from_bytes((-n).to_bytes(17, "big", signed=True), signed=True) == -n
print((5).as_integer_ratio(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (5).is_integer())
# expect: (5, 1) 5 1 5 0 5 True
for bad in (lambda: (256).to_bytes(1), lambda: (-1).to_bytes(1), lambda: (1).to_bytes(1, "middle"), lambda: (1).to_bytes(-1), lambda: int.from_bytes("s")):
    try:
        bad()
    except (OverflowError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: OverflowError int too big to convert
# expect: OverflowError can't convert negative int to unsigned
# expect: ValueError byteorder must be either 'little' or 'big'
# expect: ValueError length argument must be non-negative
# expect: TypeError cannot convert 'str' object to bytes
class I(int): pass
print(type(I.from_bytes(b"\x01")).__name__, type(I(5) + 1).__name__, I(7).bit_length())
# expect: I int 3
