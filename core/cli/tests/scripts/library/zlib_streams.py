# Streams that compress, copy themselves, stop at a limit and say what they did not use.
import zlib

data = b"hello world " * 500
assert zlib.decompress(zlib.compress(data, 9)) == data
d = zlib.decompressobj()
assert len(d.decompress(zlib.compress(data) + b"tail", 10)) == 10 and d.unconsumed_tail
copy = d.copy()
assert copy.decompress(copy.unconsumed_tail) == data[10:]
assert (copy.unused_data, copy.eof, copy.unconsumed_tail) == (b"tail", True, b"")
c = zlib.compressobj(wbits=-15, zdict=b"hello world")
raw = c.compress(data) + c.flush()
assert zlib.decompressobj(wbits=-15, zdict=b"hello world").decompress(raw) == data
assert zlib.crc32(b"abc") == 891568578 and zlib.adler32(b"abc") == 38600999
for bad in (b"abc", zlib.compress(data)[:-3]):
    try:
        zlib.decompress(bad)
    except zlib.error as e:
        print(e)
# expect: Error -3 while decompressing data: incorrect header check
# expect: Error -5 while decompressing data: incomplete or truncated stream
