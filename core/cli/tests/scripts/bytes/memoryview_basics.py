# A memoryview shows the bytes of another object without copying, and writes through.
data = bytearray(b"abcdef")
m = memoryview(data)
print(m[0], m[-1], bytes(m[1:3]), m.tolist(), len(m), m.nbytes, m.format, m.itemsize, m.ndim, m.shape, m.strides, m.readonly)
# expect: 97 102 b'bc' [97, 98, 99, 100, 101, 102] 6 6 B 1 1 (6,) (1,) False
m[0] = 90
m[1:3] = b"YX"
print(data, m == data, m[::2].tolist(), m[::-1].tobytes(), m[2:4] == b"Xd", list(m)[:2])
# expect: bytearray(b'ZYXdef') True [90, 88, 101] b'fedXYZ' True [90, 89]
r = memoryview(b"const")
print(r.readonly, hash(r) == hash(b"const"), r == b"const", r.hex(), r.obj, bytes(r), r.tobytes(), r.contiguous)
# expect: True True True 636f6e7374 b'const' b'const' b'const' True
for bad in (lambda: r.__setitem__(0, 1), lambda: m.__setitem__(0, 256), lambda: m.__setitem__(slice(0, 2), b"x"), lambda: m[10], lambda: memoryview("s"), lambda: m["x"], lambda: hash(m), lambda: m.__delitem__(0), lambda: memoryview(5)):
    try:
        bad()
    except (TypeError, ValueError, IndexError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: TypeError cannot modify read-only memory
# expect: ValueError memoryview: invalid value for format 'B'
# expect: ValueError memoryview assignment: lvalue and rvalue have different structures
# expect: IndexError index out of bounds on dimension 1
# expect: TypeError memoryview: a bytes-like object is required, not 'str'
# expect: TypeError memoryview: invalid slice key
# expect: ValueError cannot hash writable memoryview object
# expect: TypeError cannot delete memory
# expect: TypeError memoryview: a bytes-like object is required, not 'int'
