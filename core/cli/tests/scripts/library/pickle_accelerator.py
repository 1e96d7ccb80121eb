# `_pickle`, `_datetime` and `_uuid` by their own names; what an accelerator's functions do that Python functions do not.
import _datetime
import _pickle
import _uuid
import datetime
import io
import pickle
import uuid

assert pickle.Pickler is _pickle.Pickler and pickle.loads is _pickle.loads
assert _datetime.datetime is datetime.datetime
assert isinstance(_uuid.has_uuid_generate_time_safe, int) and uuid.uuid1().version == 1


class Codec:
    from pickle import dumps, loads  # a native function does not bind


value = {"a": [1, 2.5, None], "b": (b"x" * 100, "é")}
assert Codec().loads(Codec().dumps(value)) == value
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    assert pickle.loads(pickle.dumps(value, protocol)) == value
    for f in str.maketrans, bytes.maketrans, dict.fromkeys, pickle.dumps:
        assert pickle.loads(pickle.dumps(f, protocol)) == f


def raises(error, f, *args):
    try:
        f(*args)
    except error as e:
        return str(e)
    raise AssertionError(f"{error} not raised")


# Nothing is an end, less than was begun is damage.
raises(EOFError, pickle.loads, b"")
for damaged in b"I1", b"B\x03\x00", b"C\x03ab", b"(lp0\nI", b"0", b"1":
    raises(pickle.UnpicklingError, pickle.loads, damaged)


class Odd:
    def __reduce__(self):
        return [].__getitem__, (0,)


raises(IndexError, pickle.loads, pickle.dumps(Odd()))  # a pickled object's own error goes on

# Buffers out of band.
data = bytearray(b"abcdef")
held = pickle.PickleBuffer(data)
with held.raw() as m:
    assert bytes(m) == b"abcdef" and not m.readonly
buffers = []
out = pickle.dumps(held, 5, buffer_callback=buffers.append)
assert buffers == [held] and pickle.loads(out, buffers=buffers) is held
raises(BufferError, pickle.PickleBuffer(memoryview(data)[::2]).raw)
held.release()
raises(ValueError, held.raw)
raises(TypeError, pickle.PickleBuffer, 1)
data.append(1)
