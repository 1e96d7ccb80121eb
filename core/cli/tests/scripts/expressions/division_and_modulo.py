# Floor division and modulo round towards minus infinity, for ints and floats.
print([(a // b, a % b) for a in (7, -7) for b in (2, -2)])
# expect: [(3, 1), (-4, -1), (-4, 1), (3, -1)]
print([divmod(a, b) for a in (7.5, -7.5) for b in (2, -2)])
# expect: [(3.0, 1.5), (-4.0, -0.5), (-4.0, 0.5), (3.0, -1.5)]
print(7 / 2, 6 / 3, -7 // 2.0, 5 % -0.3 < 0)
# expect: 3.5 2.0 -4.0 True
for expr in ("1 / 0", "1 // 0", "1 % 0", "1.0 / 0", "1.0 // 0", "1.0 % 0", "0 ** -1", "divmod(1, 0)"):
    try:
        eval(expr)
    except ZeroDivisionError as e:
        print(expr, ":", e)
# expect: 1 / 0 : division by zero
# expect: 1 // 0 : division by zero
# expect: 1 % 0 : division by zero
# expect: 1.0 / 0 : division by zero
# expect: 1.0 // 0 : division by zero
# expect: 1.0 % 0 : division by zero
# expect: 0 ** -1 : zero to a negative power
# expect: divmod(1, 0) : division by zero
