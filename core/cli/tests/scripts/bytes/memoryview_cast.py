# cast changes the format and shape of a view.
data = bytearray(range(8))
m = memoryview(data)
h = m.cast("H")
print(h.format, h.itemsize, len(h), h.nbytes, h.tolist() in ([0x0100, 0x0302, 0x0504, 0x0706], [0x0001, 0x0203, 0x0405, 0x0607]))
# expect: H 2 4 8 True
h[0] = 0xFFFF
print(data[:2], m.cast("b")[0], m.cast("c")[2], m.cast("I").shape)
# expect: bytearray(b'\xff\xff') -1 b'\x02' (2,)
g = m.cast("B", [2, 4])
print(g.ndim, g.shape, g.tolist(), g[1, 2], g.strides)
# expect: 2 (2, 4) [[255, 255, 2, 3], [4, 5, 6, 7]] 6 (4, 1)
print(h.cast("B") == m, m.cast("B").tolist() == list(data), memoryview(b"").cast("B").tolist(), m.toreadonly().readonly)
# expect: True True [] True
for bad in (lambda: m[:3].cast("H"), lambda: m.cast("zz"), lambda: m.cast("B", [3, 3]), lambda: h.cast("I"), lambda: g[5, 0], lambda: m.toreadonly().__setitem__(0, 1), lambda: m[::2].cast("H")):
    try:
        bad()
    except (TypeError, ValueError, IndexError, NotImplementedError) as e:
        print(type(e).__name__, e)
# expect: TypeError memoryview: length is not a multiple of itemsize
# expect: ValueError memoryview: destination format must be a native single character format prefixed with an optional '@'
# expect: TypeError memoryview: product(shape) * itemsize != buffer size
# expect: TypeError memoryview: cannot cast between two non-byte formats
# expect: IndexError index out of bounds on dimension 1
# expect: TypeError cannot modify read-only memory
# expect: TypeError memoryview: casts are restricted to C-contiguous views
