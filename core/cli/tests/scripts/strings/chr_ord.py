# chr and ord over the whole range of code points.
print(chr(0) == "\0", chr(97), chr(0xE9), chr(0x65E5), chr(0x1F600), ord("a"), ord("😀"), hex(ord("\U0010ffff")), ord(b"a"), ord(bytearray(b"b")))
# expect: True a é 日 😀 97 128512 0x10ffff 97 98
for n in range(0, 0x110000, 997):
    assert ord(chr(n)) == n and len(chr(n)) == 1
for bad in (lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a"), lambda: ord("ab"), lambda: ord(""), lambda: ord(5), lambda: ord(b"ab"), lambda: chr(10 ** 30), lambda: chr(1.0)):
    try:
        bad()
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__, e)
# expect: ValueError chr() arg not in range(0x110000)
# expect: ValueError chr() arg not in range(0x110000)
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError ord() expected a character, but string of length 2 found
# expect: TypeError ord() expected a character, but string of length 0 found
# expect: TypeError ord() expected string of length 1, but int found
# expect: TypeError ord() expected a character, but string of length 2 found
# expect: ValueError chr() arg not in range(0x110000)
# expect: TypeError 'float' object cannot be interpreted as an integer
