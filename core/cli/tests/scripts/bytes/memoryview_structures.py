# Formats, shapes, strides, assignment, release: what a memoryview answers and refuses.
def fresh():
    return memoryview(bytearray(b"hello!"))


def assigned(format, value, size=8):
    m = memoryview(bytearray(size)).cast(format)
    m[0] = value
    return m[0], m.tobytes()[: m.itemsize] if format in "bB?c" else None


def released(action):
    m = fresh()
    m.release()
    return action(m)


for case in (
    lambda: fresh()[::2].strides,
    lambda: (fresh()[::2].contiguous, fresh()[::2].c_contiguous, fresh()[::2].f_contiguous),
    lambda: fresh()[::-1].tobytes(),
    lambda: fresh().cast("H")[::2].tolist() == fresh().cast("H").tolist()[::2],
    lambda: fresh().cast("B", [2, 3]).tobytes("F"),
    lambda: fresh().cast("B", [2, 3]).tolist(),
    lambda: fresh().cast("B", [2, 3])[1],
    lambda: fresh().cast("B", [2, 3])[2, 0],
    lambda: fresh().cast("B", [2, 3])[0, 0, 0],
    lambda: fresh().cast("B", [2, 3])[0:1].tolist(),
    lambda: fresh().cast("B", [2, 3])[0:1, 0],
    lambda: fresh().cast("B", [2, "a"]),
    lambda: fresh().cast("B", [2, -3]),
    lambda: fresh().cast("B", 5),
    lambda: fresh().cast("<H"),
    lambda: fresh().cast("@H").format,
    lambda: fresh().cast("B", [1] * 65),
    lambda: memoryview(b"a").cast("B", []).tolist(),
    lambda: memoryview(b"a").cast("B", [])[()],
    lambda: len(memoryview(b"a").cast("B", [])),
    lambda: memoryview(b"a").cast("B", [])[0],
    lambda: assigned("d", 1.5),
    lambda: assigned("f", "a"),
    lambda: assigned("e", 1e10),
    lambda: assigned("e", 0.1),
    lambda: assigned("Q", 2**64 - 1),
    lambda: assigned("Q", 2**64),
    lambda: assigned("Q", -1),
    lambda: assigned("q", 2**63),
    lambda: assigned("q", -(2**63)),
    lambda: assigned("n", -3),
    lambda: assigned("b", -5),
    lambda: assigned("b", 200),
    lambda: assigned("H", 70000),
    lambda: assigned("H", 1.5),
    lambda: assigned("?", [1]),
    lambda: assigned("c", b"x"),
    lambda: assigned("c", b"xy"),
    lambda: assigned("c", 65),
    lambda: released(len),
    lambda: released(hash),
    lambda: released(bytes),
    lambda: released(memoryview),
    lambda: released(lambda m: m == m),
    lambda: released(lambda m: m.format),
    lambda: released(lambda m: m.release()),
    lambda: fresh() == b"hello!",
    lambda: fresh().cast("b") == fresh(),
    lambda: fresh().cast("H") == fresh(),
    lambda: memoryview(bytearray(8)).cast("d") == memoryview(bytearray(8)).cast("q"),
    lambda: fresh() < fresh(),
    lambda: hash(memoryview(b"abcd").cast("H")),
    lambda: hash(fresh().toreadonly()),
    lambda: fresh().count(108),
    lambda: fresh().index(108, 3),
    lambda: fresh().index(1),
    lambda: fresh().tobytes("X"),
    lambda: fresh().hex(":", 2),
    lambda: list(reversed(fresh())),
):
    try:
        print(ascii(case()))
    except Exception as e:
        print(type(e).__name__, e)
# expect: (2,)
# expect: (False, False, False)
# expect: b'!olleh'
# expect: True
# expect: b'hleol!'
# expect: [[104, 101, 108], [108, 111, 33]]
# expect: NotImplementedError multi-dimensional sub-views are not implemented
# expect: IndexError index out of bounds on dimension 1
# expect: TypeError cannot index 2-dimension view with 3-element tuple
# expect: [[104, 101, 108]]
# expect: TypeError memoryview: invalid slice key
# expect: TypeError memoryview.cast(): elements of shape must be integers
# expect: ValueError memoryview.cast(): elements of shape must be integers > 0
# expect: TypeError shape must be a list or a tuple
# expect: ValueError memoryview: destination format must be a native single character format prefixed with an optional '@'
# expect: '@H'
# expect: ValueError memoryview: number of dimensions must not exceed 64
# expect: 97
# expect: 97
# expect: TypeError 0-dim memory has no length
# expect: TypeError invalid indexing of 0-dim memory
# expect: (1.5, None)
# expect: TypeError memoryview: invalid type for format 'f'
# expect: ValueError memoryview: invalid value for format 'e'
# expect: (0.0999755859375, None)
# expect: (18446744073709551615, None)
# expect: ValueError memoryview: invalid value for format 'Q'
# expect: ValueError memoryview: invalid value for format 'Q'
# expect: ValueError memoryview: invalid value for format 'q'
# expect: (-9223372036854775808, None)
# expect: (-3, None)
# expect: (-5, b'\xfb')
# expect: ValueError memoryview: invalid value for format 'b'
# expect: ValueError memoryview: invalid value for format 'H'
# expect: TypeError memoryview: invalid type for format 'H'
# expect: (True, b'\x01')
# expect: (b'x', b'x')
# expect: ValueError memoryview: invalid value for format 'c'
# expect: TypeError memoryview: invalid type for format 'c'
# expect: ValueError operation forbidden on released memoryview object
# expect: ValueError operation forbidden on released memoryview object
# expect: ValueError operation forbidden on released memoryview object
# expect: ValueError operation forbidden on released memoryview object
# expect: True
# expect: ValueError operation forbidden on released memoryview object
# expect: None
# expect: True
# expect: True
# expect: False
# expect: True
# expect: TypeError '<' not supported between instances of 'memoryview' and 'memoryview'
# expect: ValueError memoryview: hashing is restricted to formats 'B', 'b' or 'c'
# expect: TypeError unhashable type: 'bytearray'
# expect: 2
# expect: 3
# expect: ValueError memoryview.index(x): x not found
# expect: ValueError order must be 'C', 'F' or 'A'
# expect: '6865:6c6c:6f21'
# expect: [33, 111, 108, 108, 101, 104]
