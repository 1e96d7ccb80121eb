# bytes.decode, str(bytes, encoding), with malformed input.
print(b"a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80".decode(), str(b"\xe9", "latin-1"), b"\xff\xfea\x00".decode("utf-16"), b"a\x00".decode("utf-16-le"), bytearray(b"ab").decode("ascii"))
# expect: aé€😀 é a a ab
cases = (b"\xff", b"a\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"ok\x80ok", b"\xf0\x9f\x98", b"\xe2\x28\xa1")
for c in cases:
    try:
        c.decode()
    except UnicodeDecodeError as e:
        print(c, e.start, e.end, e.reason, c.decode(errors="replace"), c.decode(errors="ignore"), c.decode(errors="backslashreplace"), ascii(c.decode(errors="surrogateescape")))
# expect: b'\xff' 0 1 invalid start byte �  \xff '\udcff'
# expect: b'a\xc3' 1 2 unexpected end of data a� a a\xc3 'a\udcc3'
# expect: b'\xe2\x82' 0 2 unexpected end of data �  \xe2\x82 '\udce2\udc82'
# expect: b'\xed\xa0\x80' 0 1 invalid continuation byte ���  \xed\xa0\x80 '\udced\udca0\udc80'
# expect: b'\xc0\x80' 0 1 invalid start byte ��  \xc0\x80 '\udcc0\udc80'
# expect: b'\xf5\x80\x80\x80' 0 1 invalid start byte ����  \xf5\x80\x80\x80 '\udcf5\udc80\udc80\udc80'
# expect: b'ok\x80ok' 2 3 invalid start byte ok�ok okok ok\x80ok 'ok\udc80ok'
# expect: b'\xf0\x9f\x98' 0 3 unexpected end of data �  \xf0\x9f\x98 '\udcf0\udc9f\udc98'
# expect: b'\xe2(\xa1' 0 1 invalid continuation byte �(� ( \xe2(\xa1 '\udce2(\udca1'
print(str(b"abc"), str(b"abc", errors="strict"), b"\xed\xa0\x80".decode("utf-8", "surrogatepass") == "\ud800")
# expect: b'abc' abc True
for bad in (lambda: b"\x80".decode("ascii"), lambda: str("s", "utf-8"), lambda: b"a".decode("no-such"), lambda: b"a\x00b".decode("utf-16-le"), lambda: str(5, "utf-8")):
    try:
        bad()
    except (UnicodeDecodeError, LookupError, TypeError) as e:
        print(type(e).__name__, e)
# expect: UnicodeDecodeError 'ascii' codec can't decode byte 0x80 in position 0: ordinal not in range(128)
# expect: TypeError decoding str is not supported
# expect: LookupError unknown encoding: no-such
# expect: UnicodeDecodeError 'utf-16-le' codec can't decode byte 0x62 in position 2: truncated data
# expect: TypeError decoding to str: need a bytes-like object, int found
