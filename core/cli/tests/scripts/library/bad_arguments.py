# What once stopped the whole program: arguments that a native module did not check.
import io
import resource


def raises(error, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except error:
        return
    raise AssertionError(f"{error} not raised")


raises(TypeError, io.FileIO, "/dev/null", 0)
soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
for value in -5, -(2**31), -(2**63), -(2**1000):
    raises(ValueError, resource.setrlimit, resource.RLIMIT_FSIZE, (value, hard))
    raises(ValueError, resource.setrlimit, resource.RLIMIT_FSIZE, (soft, value))
raises(OverflowError, resource.setrlimit, resource.RLIMIT_FSIZE, (2**64, hard))
assert resource.getrlimit(resource.RLIMIT_FSIZE) == (soft, hard)

from compression.zstd import CompressionParameter, ZstdCompressor, decompress

# One worker holds data back as several do: it is not waited for.
options = {CompressionParameter.nb_workers: 1, CompressionParameter.job_size: 1 << 20}
c = ZstdCompressor(options=options)
data = bytes(range(256)) * 5000
assert decompress(c.compress(data) + c.flush()) == data
