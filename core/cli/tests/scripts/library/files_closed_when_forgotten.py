# A file or socket that is forgotten is flushed and closed at once, with a warning.
import io
import os
import socket
import tempfile
import warnings

def count():
    return len(os.listdir("/proc/self/fd"))

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    before = count()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        f = open(path, "w")
        f.write("text")
        del f
        assert count() == before
        assert [w.category for w in caught] == [ResourceWarning]
        f = open(path, "rb")
        assert f.read() == b"text"
        del f
        f = io.FileIO(path)
        del f
        s = socket.socket()
        del s
        assert count() == before
        assert len(caught) == 4 and "unclosed" in str(caught[-1].message)
