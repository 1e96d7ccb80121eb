# decimal: exact arithmetic, contexts of one's own, rounding, special values, signals.
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_UP, Context, Decimal, DivisionByZero, InvalidOperation, localcontext

print(Decimal("0.1") + Decimal("0.2"), Decimal("1.10") * 3, Decimal(1) / Decimal(3), Decimal("2").sqrt(), Decimal("1e5"), Decimal("1.230").normalize(), -Decimal("5") // 2, -Decimal("5") % 3, Decimal("2") ** 10, Decimal(0.5), Decimal("1.5") == 1.5, hash(Decimal(1)) == hash(1))
# expect: 0.3 3.30 0.3333333333333333333333333333 1.414213562373095048801688724 1E+5 1.23 -2 -2 1024 0.5 True True
print(Decimal("2.675").quantize(Decimal("0.01")), Decimal("2.665").quantize(Decimal("0.01"), ROUND_HALF_EVEN), Decimal("1.29").quantize(Decimal("0.1"), ROUND_DOWN), Decimal("1.21").quantize(Decimal("0.1"), ROUND_UP), round(Decimal("2.5")), round(Decimal("1.25"), 1), int(Decimal("-7.9")), Decimal("123.456").as_tuple(), Decimal("12.50").as_integer_ratio(), f"{Decimal('1234567.891'):,.2f}", str(Decimal("1E+3")), Decimal("1E+3").to_integral_value())
# expect: 2.68 2.66 1.2 1.3 2 1.2 -7 DecimalTuple(sign=0, digits=(1, 2, 3, 4, 5, 6), exponent=-3) (25, 2) 1,234,567.89 1E+3 1E+3
c = Context(prec=5, rounding=ROUND_DOWN)
print(c.divide(1, 3), c.create_decimal("1.2345678"), c.sqrt(Decimal(2)), Decimal("NaN"), Decimal("-Infinity"), Decimal("nan").is_nan(), Decimal("inf") > 10 ** 100, Decimal("-0"), Decimal("0E-5"), Decimal("1.0").compare(Decimal("1.00")), max(Decimal("1.5"), 1), sorted([Decimal("2"), 1, Decimal("1.5")]), sum([Decimal("0.1")] * 10))
# expect: 0.33333 1.2345 1.4142 NaN -Infinity True True -0 0.00000 0 1.5 [1, Decimal('1.5'), Decimal('2')] 1.0
with localcontext() as ctx:
    ctx.prec = 10
    print(Decimal(1) / 7)
    # expect: 0.1428571429
    ctx.traps[DivisionByZero] = False
    print(Decimal(1) / 0)
    # expect: Infinity
for bad in (lambda: Decimal("x"), lambda: Decimal(1) / 0, lambda: Decimal(0) / 0, lambda: Decimal(1) + 1.5, lambda: Decimal(-1).sqrt(), lambda: Decimal("sNaN") + 1, lambda: int(Decimal("inf")), lambda: Decimal([])):
    try:
        bad()
    except (InvalidOperation, DivisionByZero, TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
# expect: InvalidOperation [<class 'decimal.ConversionSyntax'>]
# expect: DivisionByZero [<class 'decimal.DivisionByZero'>]
# expect: InvalidOperation [<class 'decimal.DivisionUndefined'>]
# expect: TypeError unsupported operand type(s) for +: 'decimal.Decimal' and 'float'
# expect: InvalidOperation [<class 'decimal.InvalidOperation'>]
# expect: InvalidOperation [<class 'decimal.InvalidOperation'>]
# expect: OverflowError cannot convert Infinity to integer
# expect: ValueError argument must be a sequence of length 3
