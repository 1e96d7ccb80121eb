# Comparison and hashing among bytes, bytearray and memoryview.
kinds = [b"ab", bytearray(b"ab"), memoryview(b"ab")]
print([[a == b for b in kinds] for a in kinds])
# expect: [[True, True, True], [True, True, True], [True, True, True]]
print(b"a" < b"b" <= bytearray(b"b"), bytearray(b"a") < b"b", b"a" != bytearray(b"a"), sorted([b"b", b"a", b"", b"aa"]), max(bytearray(b"b"), b"a"))
# expect: True True False [b'', b'a', b'aa', b'b'] bytearray(b'b')
print(b"a" == "a", b"a" == 97, b"" == [], memoryview(b"a") == "a", bytearray(b"a") == [97])
# expect: False False False False False
for bad in (lambda: memoryview(b"a") < memoryview(b"b"), lambda: b"a" < 5, lambda: bytearray() < "s", lambda: {bytearray(): 1}):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: '<' not supported between instances of 'memoryview' and 'memoryview'
# expect: '<' not supported between instances of 'bytes' and 'int'
# expect: '<' not supported between instances of 'bytearray' and 'str'
# expect: cannot use 'bytearray' as a dict key (unhashable type: 'bytearray')
print({b"k": 1}.get(b"k"), b"k" in {b"k"}, bytearray(b"b") in [b"b"], b"b" in [bytearray(b"b")])
# expect: 1 True True True
