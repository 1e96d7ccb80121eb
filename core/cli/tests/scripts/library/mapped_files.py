# mmap: reading, writing, slices, positions, views, sizes.
import mmap
import tempfile

with tempfile.TemporaryFile() as f:
    f.write(b"hello world\nsecond")
    f.flush()
    m = mmap.mmap(f.fileno(), 0)
    assert (len(m), m[:5], m[-1], m[10:0:-3]) == (18, b"hello", ord("d"), b"dooe")
    assert (m.find(b"o"), m.rfind(b"o"), m.find(b"zz")) == (4, 15, -1)
    m[0] = ord("H")
    m[1:3] = b"EL"
    m[0:6:2] = b"xyz"
    m.flush()
    f.seek(0)
    assert f.read(6) == b"xEylz "
    m.seek(6)
    assert (m.read(3), m.tell(), m.readline(), m.read()) == (b"wor", 9, b"ld\n", b"second")
    view = memoryview(m)
    for call in (m.close, lambda: m.resize(5)):
        try:
            call()
        except BufferError:
            pass
        else:
            assert False
    view.release()
    m.resize(5)
    assert (len(m), m.size()) == (5, 5)
    for call, error in [
        (lambda: m[9], IndexError),
        (lambda: m["a"], TypeError),
        (lambda: m.seek(99), ValueError),
        (lambda: m.write(b"too much for it"), ValueError),
        (lambda: m.__setitem__(slice(0, 2), b"abc"), IndexError),
    ]:
        try:
            call()
        except error:
            pass
        else:
            assert False, error
    m.close()
    assert m.closed and repr(m) == "<mmap.mmap closed=True>"

with mmap.mmap(-1, 10, access=mmap.ACCESS_READ) as m:
    assert memoryview(m).readonly
    try:
        m[0] = 1
    except TypeError as e:
        assert str(e) == "mmap can't modify a readonly memory map."
