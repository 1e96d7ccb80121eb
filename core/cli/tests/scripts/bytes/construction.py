# bytes from literals, sizes, iterables, strings and buffers.
print(bytes(), bytes(3), bytes([65, 66]), bytes(b"x"), bytes("é", "utf-8"), bytes(bytearray(b"y")), bytes(range(3)), bytes(memoryview(b"z")), b"\x41\n\xff\0")
# expect: b'' b'\x00\x00\x00' b'AB' b'x' b'\xc3\xa9' b'y' b'\x00\x01\x02' b'z' b'A\n\xff\x00'
print(bytes.fromhex("00 ff 41"), bytes.fromhex(""), b"\xde\xad".hex(), b"abcd".hex("-"), b"abcde".hex(":", 2), b"abcde".hex("_", -2), bytearray.fromhex("4142"))
# expect: b'\x00\xffA' b'' dead 61-62-63-64 61:6263:6465 6162_6364_65 bytearray(b'AB')

class B:
    def __bytes__(self): return b"from __bytes__"

class I:
    def __index__(self): return 2

print(bytes(B()), bytes(I()), bytes((I(), 3)))
# expect: b'from __bytes__' b'\x00\x00' b'\x02\x03'
for bad in (lambda: bytes("s"), lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(-1), lambda: bytes(["a"]), lambda: bytes(1.5), lambda: bytes.fromhex("4"), lambda: bytes.fromhex("xx"), lambda: bytes(None), lambda: bytes(b"a", "utf-8"), lambda: bytes(1, 2)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: TypeError string argument without an encoding
# expect: ValueError bytes must be in range(0, 256)
# expect: ValueError bytes must be in range(0, 256)
# expect: ValueError negative count
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError cannot convert 'float' object to bytes
# expect: ValueError fromhex() arg must contain an even number of hexadecimal digits
# expect: ValueError non-hexadecimal number found in fromhex() arg at position 0
# expect: TypeError cannot convert 'NoneType' object to bytes
# expect: TypeError encoding without a string argument
# expect: TypeError bytes() argument 'encoding' must be str, not int
