# math: exact and integer functions, limits, errors, special values.
import math

print(math.sqrt(16), math.isqrt(10 ** 30), math.factorial(20), math.gcd(12, 18, 8), math.lcm(4, 6), math.comb(10, 3), math.perm(5, 2), math.prod([2, 3, 4]), math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.fabs(-2), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.modf(-1.25), math.frexp(8.0), math.ldexp(0.5, 4))
# expect: 4.0 1000000000000000 2432902008176640000 2 12 120 20 24 -2 2 -1 2.0 -1.0 -1.0 -1.0 (-0.25, -1.0) (0.5, 4) 8.0
print(math.pi, math.e, math.tau, math.inf, math.nan, math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.isclose(0.1 + 0.2, 0.3), math.fsum([0.1] * 10), math.hypot(3, 4), math.dist([0, 0], [3, 4]), math.degrees(math.pi), math.radians(180) == math.pi, math.log2(1024), math.log10(1000), math.log(8, 2), math.log(10 ** 400) > 900, math.cbrt(27.0), math.sumprod([1, 2], [3, 4]), math.fma(2.0, 3.0, 1.0), math.nextafter(1.0, 2.0), math.ulp(1.0))
# expect: 3.141592653589793 2.718281828459045 6.283185307179586 inf nan True True True True 1.0 5.0 5.0 180.0 True 10.0 3.0 3.0 True 3.0000000000000004 11 7.0 1.0000000000000002 2.220446049250313e-16
print([round(f(0.5), 12) for f in (math.sin, math.cos, math.tan, math.asin, math.acos, math.atan, math.sinh, math.cosh, math.tanh, math.exp, math.expm1, math.log1p, math.erf, math.erfc, math.gamma, math.lgamma)], math.atan2(1, -1) == 3 * math.pi / 4, math.pow(2, 0.5) == 2 ** 0.5, math.exp2(10))
# expect: [0.479425538604, 0.87758256189, 0.546302489844, 0.523598775598, 1.047197551197, 0.463647609001, 0.521095305494, 1.127625965206, 0.46211715726, 1.6487212707, 0.6487212707, 0.405465108108, 0.520499877813, 0.479500122187, 1.772453850906, 0.572364942925] True True 1024.0
for bad in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.exp(1000), lambda: math.acos(2), lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.sqrt("x"), lambda: math.floor(math.inf), lambda: math.pow(0, -1), lambda: math.gcd(1.5), lambda: math.fmod(1, 0), lambda: math.dist([1], [1, 2]), lambda: math.gamma(0), lambda: math.ldexp(1.0, 10 ** 10)):
    try:
        bad()
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError expected a nonnegative input, got -1.0
# expect: ValueError expected a positive input
# expect: ValueError factorial() not defined for negative values
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: OverflowError math range error
# expect: ValueError expected a number in range from -1 up to 1, got 2.0
# expect: ValueError isqrt() argument must be nonnegative
# expect: ValueError n must be a non-negative integer
# expect: TypeError must be real number, not str
# expect: OverflowError cannot convert float infinity to integer
# expect: ValueError math domain error
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: ValueError math domain error
# expect: ValueError both points must have the same number of dimensions
# expect: ValueError expected a noninteger or positive integer, got 0.0
# expect: OverflowError math range error
