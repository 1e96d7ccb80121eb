# abs, divmod, pow, round, hex, oct, bin, int, float with odd arguments.
print(abs(-5), abs(-2.5), abs(3 - 4j), abs(True), divmod(-7, 2), divmod(7.5, 2), pow(2, 8), pow(2, 8, 5), round(2.567, 2), hex(255), oct(8), bin(5), ascii("é"), ord("a"), chr(98))
# expect: 5 2.5 5.0 1 (-4, 1) (3.0, 1.5) 256 1 2.57 0xff 0o10 0b101 '\xe9' 97 b
for bad in (lambda: abs("a"), lambda: abs(), lambda: divmod(1, "a"), lambda: divmod(1), lambda: round("a"), lambda: hex(1.5), lambda: bin("1"), lambda: oct(None), lambda: pow("a", 2), lambda: round(), lambda: ord(5), lambda: chr("a"), lambda: int([]), lambda: float({}), lambda: abs(1, 2), lambda: divmod(1j, 1)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: bad operand type for abs(): 'str'
# expect: abs() takes exactly one argument (0 given)
# expect: unsupported operand type(s) for divmod(): 'int' and 'str'
# expect: divmod expected 2 arguments, got 1
# expect: type str doesn't define __round__ method
# expect: 'float' object cannot be interpreted as an integer
# expect: 'str' object cannot be interpreted as an integer
# expect: 'NoneType' object cannot be interpreted as an integer
# expect: unsupported operand type(s) for ** or pow(): 'str' and 'int'
# expect: round() missing required argument 'number' (pos 1)
# expect: ord() expected string of length 1, but int found
# expect: 'str' object cannot be interpreted as an integer
# expect: int() argument must be a string, a bytes-like object or a real number, not 'list'
# expect: float() argument must be a string or a real number, not 'dict'
# expect: abs() takes exactly one argument (2 given)
# expect: unsupported operand type(s) for divmod(): 'complex' and 'int'

class N:
    def __abs__(self): return "abs"
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __index__(self): return 10
    def __pow__(self, e, m=None): return ("pow", e, m)

n = N()
print(abs(n), divmod(n, 1), divmod(1, n), hex(n), bin(n), oct(n), pow(n, 2), pow(n, 2, 3), int(n), chr(n) == "\n")
# expect: abs ('divmod', 1) ('rdivmod', 1) 0xa 0b1010 0o12 ('pow', 2, None) ('pow', 2, 3) 10 True
