# Between bytes, ints, lists, strings and hexadecimal text.
n = 0xDEADBEEF
b = n.to_bytes(4, "big")
assert b == bytes.fromhex("deadbeef") == bytes([0xDE, 0xAD, 0xBE, 0xEF]) and int.from_bytes(b, "big") == n == int(b.hex(), 16)
assert bytes(list(b)) == b and bytes(bytearray(b)) == b and bytes(memoryview(b)) == b and b"".join([b[:2], b[2:]]) == b
for s in ("", "ascii", "é日😀", "a" * 1000):
    for encoding in ("utf-8", "utf-16", "utf-32", "utf-16-be", "utf-32-le"):
        assert s.encode(encoding).decode(encoding) == s
assert all(bytes([i]).decode("latin-1").encode("latin-1") == bytes([i]) for i in range(256))
raw = bytes(range(256))
assert raw.decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape") == raw
assert raw.decode("latin-1") == "".join(map(chr, range(256)))
assert int(b"42") == 42 and float(b"1.5") == 1.5 and eval(b"1 + 1") == 2
assert bytes(a ^ b for a, b in zip(b"key!", b"data")) == bytes([0xF, 0x4, 0xD, 0x40])
checksum = 0
for byte in raw * 100:
    checksum = (checksum * 31 + byte) & 0xFFFFFFFF
assert checksum == int.from_bytes(checksum.to_bytes(4))
