# Conversions that fail: int, float, str, bytes, chr, indices.
def attempt(action):
    try:
        action()
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)

attempt(lambda: int("x"))
# expect: ValueError invalid literal for int() with base 10: 'x'
attempt(lambda: int("1.5"))
# expect: ValueError invalid literal for int() with base 10: '1.5'
attempt(lambda: int(None))
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'NoneType'
attempt(lambda: int([]))
# expect: TypeError int() argument must be a string, a bytes-like object or a real number, not 'list'
attempt(lambda: int("5", 99))
# expect: ValueError int() base must be >= 2 and <= 36, or 0
attempt(lambda: int(5, 10))
# expect: TypeError int() can't convert non-string with explicit base
attempt(lambda: float("x"))
# expect: ValueError could not convert string to float: 'x'
attempt(lambda: float(None))
# expect: TypeError float() argument must be a string or a real number, not 'NoneType'
attempt(lambda: float(10 ** 400))
# expect: OverflowError int too large to convert to float
attempt(lambda: complex("x"))
# expect: ValueError complex() arg is a malformed string
attempt(lambda: bytes("x"))
# expect: TypeError string argument without an encoding
attempt(lambda: bytes([300]))
# expect: ValueError bytes must be in range(0, 256)
attempt(lambda: bytes(-1))
# expect: ValueError negative count
attempt(lambda: chr(-5))
# expect: ValueError chr() arg not in range(0x110000)
attempt(lambda: chr(2 ** 21))
# expect: ValueError chr() arg not in range(0x110000)
attempt(lambda: ord("xx"))
# expect: TypeError ord() expected a character, but string of length 2 found
attempt(lambda: "x" * 1.5)
# expect: TypeError can't multiply sequence by non-int of type 'float'
attempt(lambda: [1] * "x")
# expect: TypeError can't multiply sequence by non-int of type 'str'
attempt(lambda: range("x"))
# expect: TypeError 'str' object cannot be interpreted as an integer
attempt(lambda: hex("x"))
# expect: TypeError 'str' object cannot be interpreted as an integer
attempt(lambda: int(float("nan")))
# expect: ValueError cannot convert float NaN to integer
attempt(lambda: bool.from_bytes("x"))
# expect: TypeError cannot convert 'str' object to bytes
attempt(lambda: str(b"x", "ascii", 5))
# expect: TypeError str() argument 'errors' must be str, not int
attempt(lambda: memoryview("x"))
# expect: TypeError memoryview: a bytes-like object is required, not 'str'
attempt(lambda: slice(1, 2, 0).indices(3))
# expect: ValueError slice step cannot be zero
attempt(lambda: "%d" % "x")
# expect: TypeError %d format: a real number is required, not str
attempt(lambda: "{:d}".format("x"))
# expect: ValueError Unknown format code 'd' for object of type 'str'
attempt(lambda: format(1, "zz"))
# expect: ValueError Unknown format code 'z' for object of type 'int'
attempt(lambda: 1 << 10 ** 30)
# expect: OverflowError too many digits in integer
