# struct: formats, byte orders, sizes, round trips, errors.
import struct

print(struct.pack("<ihB", 1, -2, 255), struct.pack(">ihB", 1, -2, 255), struct.unpack("<ihB", b"\x01\0\0\0\xfe\xff\xff"), struct.calcsize("<ihB"), struct.calcsize("=qd"), struct.pack("!H4sx?", 258, b"ab", True))
# expect: b'\x01\x00\x00\x00\xfe\xff\xff' b'\x00\x00\x00\x01\xff\xfe\xff' (1, -2, 255) 7 16 b'\x01\x02ab\x00\x00\x00\x01'
print(struct.unpack(">f", struct.pack(">f", 1.5)), struct.unpack("<d", struct.pack("<d", 0.1)), struct.pack("<3h", 1, 2, 3), struct.pack("5p", b"abc"), struct.unpack("<2s1s", b"xyz"), struct.pack("<e", 1.0), struct.pack("<qQ", -1, 2 ** 64 - 1))
# expect: (1.5,) (0.1,) b'\x01\x00\x02\x00\x03\x00' b'\x03abc\x00' (b'xy', b'z') b'\x00<' b'\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff'
s = struct.Struct("<Hb")
buf = bytearray(8)
s.pack_into(buf, 2, 513, -1)
print(s.size, s.format, buf, s.unpack_from(buf, 2), list(s.iter_unpack(b"\1\0\2\3\0\4")))
# expect: 3 <Hb bytearray(b'\x00\x00\x01\x02\xff\x00\x00\x00') (513, -1) [(1, 2), (3, 4)]
for bad in (lambda: struct.pack("<B", 256), lambda: struct.pack("<b", -129), lambda: struct.pack("<i", "x"), lambda: struct.pack("<ii", 1), lambda: struct.unpack("<i", b"abc"), lambda: struct.pack("z", 1), lambda: struct.pack("<s", "str"), lambda: struct.pack("<f", 1e300), lambda: struct.unpack_from("<i", b"abcd", 2), lambda: struct.pack("<c", b"ab")):
    try:
        bad()
    except (struct.error, OverflowError) as e:
        print(type(e).__name__, e)
# expect: error 'B' format requires 0 <= number <= 255
# expect: error 'b' format requires -128 <= number <= 127
# expect: error required argument is not an integer
# expect: error pack expected 2 items for packing (got 1)
# expect: error unpack requires a buffer of 4 bytes
# expect: error bad char in struct format
# expect: error argument for 's' must be a bytes object
# expect: OverflowError float too large to pack with f format
# expect: error unpack_from requires a buffer of at least 6 bytes for unpacking 4 bytes at offset 2 (actual buffer size is 4)
# expect: error char format requires a bytes object of length 1
