# StringIO and BytesIO: reading, writing, seeking, lines, truncation.
import io

s = io.StringIO("line one\nline two\nlast")
print(repr(s.readline()), s.read(4), s.tell(), s.readlines(), s.read(), s.seek(0), list(s))
# expect: 'line one\n' line 13 [' two\n', 'last']  0 ['line one\n', 'line two\n', 'last']
s.seek(0); s.truncate(4); s.seek(0, io.SEEK_END); s.write(" more é")
print(s.getvalue(), s.closed, s.readable(), s.writable(), s.seekable())
# expect: line more é False True True True
b = io.BytesIO(b"\x00\x01\x02\x03")
print(b.read(2), b.read1(1), b.readinto(buf := bytearray(2)), buf, b.seek(-2, 2), b.read(), b.write(b"end"), b.getvalue(), b.getbuffer()[0])
# expect: b'\x00\x01' b'\x02' 1 bytearray(b'\x03\x00') 2 b'\x02\x03' 3 b'\x00\x01\x02\x03end' 0
with io.StringIO(newline=None) as u:
    print(u.write("a\r\nb\rc"), repr(u.getvalue()))
    # expect: 6 'a\nb\nc'
try:
    u.read()
except ValueError as e:
    print(e)
    # expect: I/O operation on closed file
t = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
t.write("é\nx\n"); t.seek(0)
print(t.readline(), t.encoding, t.buffer.getvalue(), t.read())
# expect: é
# expect:  utf-8 b'\xc3\xa9\nx\n' x
# expect:
r = io.BufferedReader(io.BytesIO(b"abcdef"), 3)
print(r.peek(1)[:1], r.read(4), r.read(), io.BytesIO(b"a\nb\n").readlines())
# expect: b'a' b'abcd' b'ef' [b'a\n', b'b\n']
for bad in (lambda: io.StringIO(5), lambda: io.StringIO().write(b"b"), lambda: io.BytesIO().write("s"), lambda: io.StringIO().seek(-1), lambda: io.BytesIO(b"a").seek(-5), lambda: io.StringIO("x").seek(1, 1)):
    try:
        bad()
    except (TypeError, ValueError, OSError) as e:
        print(type(e).__name__, e)
# expect: TypeError initial_value must be str or None, not int
# expect: TypeError string argument expected, got 'bytes'
# expect: TypeError a bytes-like object is required, not 'str'
# expect: ValueError Negative seek position -1
# expect: ValueError negative seek value -5
# expect: OSError Can't do nonzero cur-relative seeks
p = io.StringIO()
print("to buffer", 1, file=p, end="!")
print(p.getvalue())
# expect: to buffer 1!
