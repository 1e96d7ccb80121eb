# Indexing gives ints, slicing gives bytes; iteration gives ints.
b = b"hello"
print(b[0], b[-1], b[1:3], b[::-1], b[::2], list(b), len(b), b[10:], 104 in b, b"ell" in b, b"" in b, max(b), sorted(b"cab"))
# expect: 104 111 b'el' b'olleh' b'hlo' [104, 101, 108, 108, 111] 5 b'' True True True 111 [97, 98, 99]
for bad in (lambda: b[5], lambda: b["x"], lambda: 256 in b, lambda: "h" in b, lambda: b.__setitem__, lambda: exec("b[0] = 1", {"b": b})):
    try:
        bad()
    except (IndexError, TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: IndexError index out of range
# expect: TypeError byte indices must be integers or slices, not str
# expect: ValueError byte must be in range(0, 256)
# expect: TypeError a bytes-like object is required, not 'str'
# expect: AttributeError 'bytes' object has no attribute '__setitem__'
# expect: TypeError 'bytes' object does not support item assignment
print(b == b"hello", b == "hello", b < b"help", b"a" * 3, b"a" + b"b", hash(b"a") == hash(bytes([97])), {b"k": 1}[b"k"], b"" == bytearray(), b"a" == bytearray(b"a"), b"a" + bytearray(b"b"), bytearray(b"a") + b"b")
# expect: True False True b'aaa' b'ab' True 1 True True b'ab' bytearray(b'ab')
for bad in (lambda: b"a" + "b", lambda: b"a" < "b", lambda: b"a" + 1):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: can't concat str to bytes
# expect: '<' not supported between instances of 'bytes' and 'str'
# expect: can't concat int to bytes
