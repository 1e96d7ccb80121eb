# The string-like methods of bytes.
b = b"Hello World"
print(b.upper(), b.lower(), b.swapcase(), b.title(), b.capitalize(), b.find(b"o"), b.rfind(b"o"), b.find(111), b.count(b"l"), b.count(108), b.index(b"W"), b.startswith(b"He"), b.endswith((b"x", b"ld")))
# expect: b'HELLO WORLD' b'hello world' b'hELLO wORLD' b'Hello World' b'Hello world' 4 7 4 3 3 6 True True
print(b.split(), b.split(b"o"), b.rsplit(b"o", 1), b.partition(b" "), b.replace(b"l", b"L"), b.replace(b"l", b"", 1), b",".join([b"a", bytearray(b"b"), memoryview(b"c")]), b" x ".strip(), b"xax".strip(b"x"), b"a\nb\r\nc".splitlines())
# expect: [b'Hello', b'World'] [b'Hell', b' W', b'rld'] [b'Hello W', b'rld'] (b'Hello', b' ', b'World') b'HeLLo WorLd' b'Helo World' b'a,b,c' b'x' b'a' [b'a', b'b', b'c']
print(b"ab".center(6, b"*"), b"ab".ljust(4) + b"|", b"-5".zfill(4), b"a\tb".expandtabs(4), b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"pre-x".removeprefix(b"pre-"), b"x.y".removesuffix(b".y"))
# expect: b'**ab**' b'ab  |' b'-005' b'a   b' b'xyc' b'ac' b'x' b'x'
print(b"abc".isalpha(), b"a1".isalnum(), b"12".isdigit(), b" ".isspace(), b"AB".isupper(), b"Ab".istitle(), b"a\x80".isascii(), b"\xe9".upper(), b"a".islower())
# expect: True True True True True True False b'\xe9' True
for bad in (lambda: b.find("o"), lambda: b.split("o"), lambda: b.replace("a", "b"), lambda: b",".join(["a"]), lambda: b.index(b"z"), lambda: b.strip("x"), lambda: b.find(256), lambda: b.center(20, b"xy"), lambda: b.startswith("H"), lambda: b.split(b"")):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: TypeError argument should be integer or bytes-like object, not 'str'
# expect: TypeError a bytes-like object is required, not 'str'
# expect: TypeError a bytes-like object is required, not 'str'
# expect: TypeError sequence item 0: expected a bytes-like object, str found
# expect: ValueError subsection not found
# expect: TypeError a bytes-like object is required, not 'str'
# expect: ValueError byte must be in range(0, 256)
# expect: TypeError center(): argument 2 must be a byte string of length 1, not a bytes object of length 2
# expect: TypeError startswith first arg must be bytes or a tuple of bytes, not str
# expect: ValueError empty separator
