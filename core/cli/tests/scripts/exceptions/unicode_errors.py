# UnicodeEncodeError and its kin carry what failed and where.
try:
    "aé€".encode("ascii")
except UnicodeEncodeError as e:
    print(e)
    # expect: 'ascii' codec can't encode characters in position 1-2: ordinal not in range(128)
    print(e.encoding, e.start, e.end, e.object, e.reason)
    # expect: ascii 1 3 aé€ ordinal not in range(128)
try:
    b"ab\xff\xfe".decode("utf-8")
except UnicodeDecodeError as e:
    print(e)
    # expect: 'utf-8' codec can't decode byte 0xff in position 2: invalid start byte
    print(e.encoding, e.start, e.end, e.object, e.reason)
    # expect: utf-8 2 3 b'ab\xff\xfe' invalid start byte
try:
    "\ud800x".encode()
except UnicodeEncodeError as e:
    print(e)
    # expect: 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
e = UnicodeDecodeError("enc", b"\x01\x02\x03", 1, 3, "because")
print(e)
# expect: 'enc' codec can't decode bytes in position 1-2: because
e.start = 2
print(e, isinstance(e, ValueError))
# expect: 'enc' codec can't decode byte 0x03 in position 2: because True
print(UnicodeTranslateError("abc", 0, 1, "r"))
# expect: can't translate character '\x61' in position 0: r
try:
    UnicodeDecodeError("enc", "str", 0, 1, "r")
except TypeError as e:
    print(e)
    # expect: a bytes-like object is required, not 'str'
