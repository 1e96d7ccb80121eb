# reprs of bytes and bytearrays.
for b in (b"", b"plain", b"it's", b'"', b"'\"", b"\t\n\r\\", bytes(range(5)), b"\x7f\x80\xff", b"\0" * 3):
    print(repr(b), str(b) == repr(b), repr(bytearray(b)))
# expect: b'' True bytearray(b'')
# expect: b'plain' True bytearray(b'plain')
# expect: b"it's" True bytearray(b"it\'s")
# expect: b'"' True bytearray(b'"')
# expect: b'\'"' True bytearray(b'\'"')
# expect: b'\t\n\r\\' True bytearray(b'\t\n\r\\')
# expect: b'\x00\x01\x02\x03\x04' True bytearray(b'\x00\x01\x02\x03\x04')
# expect: b'\x7f\x80\xff' True bytearray(b'\x7f\x80\xff')
# expect: b'\x00\x00\x00' True bytearray(b'\x00\x00\x00')
for n in range(256):
    assert eval(repr(bytes([n]))) == bytes([n]) and eval(repr(bytearray([n]))) == bytearray([n])

class B(bytes): pass
class A(bytearray): pass

print(B(b"x"), [A(b"y")], type(B(b"a") + b"b").__name__, type(A(b"a")[:]).__name__, type(A(b"a") + b"b").__name__, B(b"ab")[0], type(B.fromhex("41")).__name__)
# expect: b'x' [A(b'y')] bytes bytearray bytearray 97 B
