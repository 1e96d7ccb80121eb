# Fractions and statistics.
import statistics as st
from fractions import Fraction as F

print(F(1, 3) + F(1, 6), F(6, -4), F("3/8"), F("0.125"), F(0.5), F(1, 3) * 3 == 1, F(7, 2) // 1, F(-7, 2) % 2, F(2, 3) ** 2, F(2, 3) ** -1, F(4, 1), repr(F(1, 2)), float(F(1, 8)), int(F(-7, 2)), round(F(5, 2)), round(F(22, 7), 2), F(22, 7).limit_denominator(3), F(1, 2) < 0.75, hash(F(1, 2)) == hash(0.5), F(1, 2) + 0.5, F(3, 4).numerator, abs(F(-1, 2)), f"{F(1, 3):.3f}")
# expect: 1/2 -3/2 3/8 1/8 1/2 True 3 1/2 4/9 3/2 4 Fraction(1, 2) 0.125 -3 2 157/50 3 True True 1.0 3 1/2 0.333
for bad in (lambda: F(1, 0), lambda: F("x"), lambda: F(1.5, 2), lambda: F(float("nan")), lambda: F(1) / 0):
    try:
        bad()
    except (ZeroDivisionError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ZeroDivisionError Fraction(1, 0)
# expect: ValueError Invalid literal for Fraction: 'x'
# expect: TypeError both arguments should be Rational instances
# expect: ValueError cannot convert NaN to integer ratio
# expect: ZeroDivisionError Fraction(1, 0)
data = [2, 4, 4, 4, 5, 5, 7, 9]
print(st.mean(data), st.median(data), st.mode(data), st.pstdev(data), st.pvariance(data), st.variance([1, 2, 3, 4]), st.fmean([1.5, 2.5]), st.median_low([1, 2, 3, 4]), st.median_high([1, 2, 3, 4]), st.multimode("aabb"), st.quantiles(range(1, 10)), st.mean([F(1, 2), F(1, 3)]), st.harmonic_mean([2, 6]), round(st.geometric_mean([1, 4, 16]), 9), st.correlation([1, 2, 3], [2, 4, 6]), st.linear_regression([1, 2, 3], [3, 5, 7]))
# expect: 5 4.5 4 2.0 4 1.6666666666666667 2.0 2 3 ['a', 'b'] [2.5, 5.0, 7.5] 5/12 3.0 4.0 1.0 LinearRegression(slope=2.0, intercept=1.0)
for bad in (lambda: st.mean([]), lambda: st.stdev([1]), lambda: st.median([]), lambda: st.mode([])):
    try:
        bad()
    except st.StatisticsError as e:
        print(e)
# expect: mean requires at least one data point
# expect: stdev requires at least two data points
# expect: no median for empty data
# expect: no mode for empty data
