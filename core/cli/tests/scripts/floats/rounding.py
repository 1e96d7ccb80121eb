# round to even on the decimal value as stored, to any number of digits.
print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999999999999996, 1e20)], type(round(2.5)).__name__)
# expect: [0, 2, 2, 0, -2, 2, 100000000000000000000] int
print(round(2.675, 2), round(1.005, 2), round(0.125, 2), round(0.375, 2), round(1234.5678, -2), round(5e-324, 3), round(1e300, 5), round(15.0, -1), round(25.0, -1))
# expect: 2.67 1.0 0.12 0.38 1200.0 0.0 1e+300 20.0 20.0
print(type(round(2.5, 0)).__name__, round(2.5, 0), round(-0.4), round(-0.4, 0), round(3.14159, 3), round(1.23456789e-5, 8), round(float("inf"), 2))
# expect: float 2.0 0 -0.0 3.142 1.235e-05 inf
for x in (float("inf"), float("nan")):
    try:
        round(x)
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
# expect: OverflowError cannot convert float infinity to integer
# expect: ValueError cannot convert float NaN to integer
try:
    round(1.7976931348623157e308, -308)
except OverflowError as e:
    print(e)
    # expect: rounded value too large to represent
print(round(0.5000000000000001), round(4503599627370496.5), round(-2.5), round(0.1 + 0.2, 15), round(2.5, None))
# expect: 1 4503599627370496 -2 0.3 2
