# Complex numbers: literals, arithmetic, attributes, comparison.
z = 3 + 4j
print(z, z.real, z.imag, abs(z), z.conjugate(), -z, z * z, z / 2, z - 3, 1j ** 2, z == 3 + 4j, z != 1)
# expect: (3+4j) 3.0 4.0 5.0 (3-4j) (-3-4j) (-7+24j) (1.5+2j) 4j (-1+0j) True True
print(complex(1, 2), complex("1+2j"), complex(" -j "), complex(1.5), complex("nan+infj"), complex(), complex(1j, 1j), complex("(1-2j)"))
# expect: (1+2j) (1+2j) -1j (1.5+0j) (nan+infj) 0j (-1+1j) (1-2j)
print(1j, -1j, 0j, -0j, complex(-0.0, 0.0), complex(0.0, -0.0), 1e100j, 1.5 - 0j)
# expect: 1j (-0-1j) 0j (-0-0j) (-0+0j) -0j 1e+100j (1.5-0j)
print(z ** 2, z ** 0, (1 + 1j) ** 10, 2 ** 1j == pow(2, 1j), bool(0j), hash(2 + 0j) == hash(2), 2 + 0j == 2)
# expect: (-7+24j) (1+0j) 32j True False True True
for expr in ("z < z", "z // 1", "z % 1", "int(z)", "float(z)", "1 / 0j", "0j ** -1", "complex('1 + 2j')", "complex('x')", "complex('1', 2)", "complex([])", "divmod(z, 1)", "round(z)"):
    try:
        print(expr, eval(expr))
    except Exception as e:
        print(expr, type(e).__name__, e)
# expect: z < z TypeError '<' not supported between instances of 'complex' and 'complex'
# expect: z // 1 TypeError unsupported operand type(s) for //: 'complex' and 'int'
# expect: z % 1 TypeError unsupported operand type(s) for %: 'complex' and 'int'
# expect: int(z) TypeError int() argument must be a string, a bytes-like object or a real number, not 'complex'
# expect: float(z) TypeError float() argument must be a string or a real number, not 'complex'
# expect: 1 / 0j ZeroDivisionError division by zero
# expect: 0j ** -1 ZeroDivisionError zero to a negative or complex power
# expect: complex('1 + 2j') ValueError complex() arg is a malformed string
# expect: complex('x') ValueError complex() arg is a malformed string
# expect: complex('1', 2) TypeError complex() argument 'real' must be a real number, not str
# expect: complex([]) TypeError complex() argument must be a string or a number, not list
# expect: divmod(z, 1) TypeError unsupported operand type(s) for divmod(): 'complex' and 'int'
# expect: round(z) TypeError type complex doesn't define __round__ method
print(f"{z} {z:.2f} {z:>12} {1j:+g}", sum([1j, 2]), repr(complex(float("inf"), float("nan"))))
# expect: (3+4j) 3.00+4.00j       (3+4j) +0+1j (2+1j) (inf+nanj)
