# IEEE arithmetic: signed zeros, infinities, nan, floor division and modulo.
inf, nan = float("inf"), float("nan")
print(0.1 + 0.2 == 0.3, 0.1 * 3, 1e308 * 10, -1e308 * 10, inf - inf, inf * 0, nan + 1, 1 / inf, -1 / inf)
# expect: False 0.30000000000000004 inf -inf nan nan nan 0.0 -0.0
print(0.0 == -0.0, str(-0.0), 0.0 * -1, -0.0 + 0.0, [0.0] == [-0.0], abs(-0.0))
# expect: True -0.0 -0.0 0.0 True 0.0
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(-7.5, 2), 1e20 % 3, 5.0 // inf, -5.0 // inf, 5.0 % inf, -5.0 % inf, 0.0 % -2)
# expect: 3.0 -4.0 1.5 0.5 -0.5 (-4.0, 0.5) 1.0 0.0 -1.0 5.0 inf -0.0
print(2.0 ** 3, 2 ** -1.0, (-8.0) ** 3, 0.0 ** 0, inf ** 0, nan ** 0, 1 ** nan, (-2.0) ** -1, 10.0 ** 308)
# expect: 8.0 0.5 -512.0 1.0 1.0 1.0 1.0 -0.5 1e+308
for expr in ("0.0 ** -1", "1e200 ** 2", "inf // 0", "1.0 % 0.0", "type((-8.0) ** 0.5)"):
    try:
        print(expr, eval(expr))
    except (ZeroDivisionError, OverflowError) as e:
        print(expr, type(e).__name__, e)
# expect: 0.0 ** -1 ZeroDivisionError zero to a negative power
# expect: 1e200 ** 2 OverflowError (34, 'Numerical result out of range')
# expect: inf // 0 ZeroDivisionError division by zero
# expect: 1.0 % 0.0 ZeroDivisionError division by zero
# expect: type((-8.0) ** 0.5) <class 'complex'>
print(nan == nan, nan != nan, nan < 1, max(1.0, nan), max(nan, 1.0), sorted([3.0, 1.0, 2.0]), inf > 10 ** 400)
# expect: False True False 1.0 nan [1.0, 2.0, 3.0] True
print(sum([0.1] * 10), sum([1e16, 1.0, -1e16]), sum([0.1, 0.2, 0.3]))
# expect: 1.0 1.0 0.6
