# hex, fromhex, as_integer_ratio, is_integer, from_number.
print((255.5).hex(), (0.1).hex(), (-0.0).hex(), float("inf").hex(), (5e-324).hex(), (1.0).hex())
# expect: 0x1.ff00000000000p+7 0x1.999999999999ap-4 -0x0.0p+0 inf 0x0.0000000000001p-1022 0x1.0000000000000p+0
print(float.fromhex("0x1.8p1"), float.fromhex("-0x1p-1074"), float.fromhex("1.8"), float.fromhex("inf"), float.fromhex("0xA.8"))
# expect: 3.0 -5e-324 1.5 inf 10.5
print((0.75).as_integer_ratio(), (0.1).as_integer_ratio(), (-5.0).as_integer_ratio(), (1e20).as_integer_ratio())
# expect: (3, 4) (3602879701896397, 36028797018963968) (-5, 1) (100000000000000000000, 1)
print((2.0).is_integer(), (2.5).is_integer(), float("inf").is_integer(), (1.5).real, (1.5).imag, (1.5).conjugate(), float.from_number(3))
# expect: True False False 1.5 0.0 1.5 3.0
for bad in (lambda: float.fromhex("xyz"), lambda: float.fromhex("0x1p5000"), lambda: float("inf").as_integer_ratio(), lambda: float("nan").as_integer_ratio(), lambda: float.from_number("1")):
    try:
        bad()
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError invalid hexadecimal floating-point string
# expect: OverflowError hexadecimal value too large to represent as a float
# expect: OverflowError cannot convert Infinity to integer ratio
# expect: ValueError cannot convert NaN to integer ratio
# expect: TypeError must be real number, not str
class F(float): pass
print(type(F.fromhex("0x1p0")).__name__, F(2.5) + 1, type(F(1) + F(1)).__name__)
# expect: F 3.5 float
