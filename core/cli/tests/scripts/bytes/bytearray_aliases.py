# Two names of a bytearray see the same bytes; += keeps the object; slices and copies do not share.
a = b = bytearray(b"abc")
a += b"d"
c = a[:]
d = bytearray(a)
a[0] = 120
assert a is b and b == b"xbcd" and c == b"abcd" and d == b"abcd"
a.extend(a)
assert a == b"xbcdxbcd"
a[2:4] = a
assert a == b"xb" + b"xbcdxbcd" + b"xbcd"
a[:0] = bytes(1000)
assert len(a) == 1014 and a[999:1001] == b"\0x"
del a[:1000]
assert a == b"xbxbcdxbcdxbcd"
for i in range(10_000):
    a.append(i & 255)
assert len(a) == 10_014 and a[14:18] == b"\0\1\2\3"
while len(a) > 14:
    a.pop()
assert bytes(a) == b"xbxbcdxbcdxbcd"
a.resize(3)
assert a == b"xbx"
a.resize(5)
assert a == b"xbx\0\0"
