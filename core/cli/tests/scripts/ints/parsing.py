# int() of strings in every base, with underscores, signs and whitespace, and what it refuses.
print(int("42"), int("  -1_000 \n"), int("+0"), int("ff", 16), int("0xFF", 16), int("0b101", 0), int("0o17", 0), int("z", 36), int("٣"))
# expect: 42 -1000 0 255 255 5 15 35 3
print(int(b"12"), int(bytearray(b"7")), int(3.99), int(-3.99), int(True), int("0"), int("-0"), int("000"), int())
# expect: 12 7 3 -3 1 0 0 0 0
print(int("1" * 50), int("9" * 100) + 1 == 10 ** 100)
# expect: 11111111111111111111111111111111111111111111111111 True
for args in (("",), ("x",), ("1.5",), ("1__0",), ("_1",), ("1_",), ("0x1",), ("2", 2), ("08", 0), ("1", 37), ("1", 1), (1, 2), ("0b2", 0), ("--1",), ("1 2",), ("\0",), (None,), ([],), (b"a",)):
    try:
        print(args, int(*args))
    except (ValueError, TypeError) as e:
        print(args, type(e).__name__, e)
# expect: ('',) ValueError invalid literal for int() with base 10: ''
# expect: ('x',) ValueError invalid literal for int() with base 10: 'x'
# expect: ('1.5',) ValueError invalid literal for int() with base 10: '1.5'
# expect: ('1__0',) ValueError invalid literal for int() with base 10: '1__0'
# expect: ('_1',) ValueError invalid literal for int() with base 10: '_1'
# expect: ('1_',) ValueError invalid literal for int() with base 10: '1_'
# expect: ('0x1',) ValueError invalid literal for int() with base 10: '0x1'
# expect: ('2', 2) ValueError invalid literal for int() with base 2: '2'
# expect: ('08', 0) ValueError invalid literal for int() with base 0: '08'
# expect: ('1', 37) ValueError int() base must be >= 2 and <= 36, or 0
# expect: ('1', 1) ValueError int() base must be >= 2 and <= 36, or 0
# expect: (1, 2) TypeError int() can't convert non-string with explicit base
# expect: ('0b2', 0) ValueError invalid literal for int() with base 0: '0b2'
# expect: ('--1',) ValueError invalid literal for int() with base 10: '--1'
# expect: ('1 2',) ValueError invalid literal for int() with base 10: '1 2'
# expect: ('\x00',) ValueError invalid literal for int() with base 10: '\x00'
# expect: (None,) TypeError int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
# expect: ([],) TypeError int() argument must be a string, a bytes-like object or a real number, not 'list'
# expect: (b'a',) ValueError invalid literal for int() with base 10: b'a'
for f in (float("inf"), float("nan")):
    try:
        int(f)
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
# expect: OverflowError cannot convert float infinity to integer
# expect: ValueError cannot convert float NaN to integer
