# bz2, lzma and zstd: whole data, and a piece at a time.
import bz2
import lzma
from compression import zstd

data = b"some data to be compressed " * 200
for module in (bz2, lzma, zstd):
    packed = module.compress(data)
    assert len(packed) < len(data) and module.decompress(packed) == data
    d = {bz2: bz2.BZ2Decompressor, lzma: lzma.LZMADecompressor, zstd: zstd.ZstdDecompressor}[module]()
    out = d.decompress(packed + b"rest", 100)
    assert len(out) == 100 and not d.needs_input and not d.eof
    while not d.eof:
        out += d.decompress(b"", 1000)
    assert out == data and d.unused_data == b"rest"
    try:
        d.decompress(b"")
    except EOFError as e:
        print(e)
raw = [{"id": lzma.FILTER_DELTA, "dist": 2}, {"id": lzma.FILTER_LZMA2, "preset": 3}]
assert lzma.decompress(lzma.compress(data, lzma.FORMAT_RAW, filters=raw), lzma.FORMAT_RAW, filters=raw) == data
words = zstd.ZstdDict(b"some data to be compressed", is_raw=True)
assert zstd.decompress(zstd.compress(data, zstd_dict=words), zstd_dict=words) == data
# expect: End of stream already reached
# expect: Already at end of stream
# expect: Already at the end of a Zstandard frame.
