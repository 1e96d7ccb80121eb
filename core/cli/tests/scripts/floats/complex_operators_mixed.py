# Complex with ints and floats, and the mixed-mode rules of signs.
print(1 + 2j + 3, 2.5 * 1j, (1 + 2j) - 1.5, 4 / 2j, 2j / 4, (2 + 0j) ** -1, (1 + 0j) / (0.5 + 0.5j))
# expect: (4+2j) 2.5j (-0.5+2j) -2j 0.5j (0.5+0j) (1-1j)
print((1e308 + 1e308j) * 10, abs(complex(3e200, 4e200)) > 4e200, (0.0 + 1j) * 2)
# expect: (inf+infj) True 2j
inf, nan = float("inf"), float("nan")
print(complex(inf, 1) * 2, complex(1, nan) == complex(1, nan), -complex(0.0, 0.0), complex(0.0) - 1j)
# expect: (inf+2j) False (-0-0j) -1j
try:
    abs(complex(1.7e308, 1.7e308))
except OverflowError as e:
    print(e)
    # expect: absolute value too large
class C(complex): pass
print(type(C(1)).__name__, C(1, 2) + 1, type(C(1) + 1).__name__)
# expect: C (2+2j) complex
class HasComplex:
    def __complex__(self): return 5 + 6j
class HasFloat:
    def __float__(self): return 7.5
class HasIndex:
    def __index__(self): return 8
print(complex(HasComplex()), complex(HasFloat()), complex(HasIndex()), complex.from_number(3))
# expect: (5+6j) (7.5+0j) (8+0j) (3+0j)
