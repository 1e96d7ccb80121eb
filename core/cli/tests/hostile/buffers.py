"""Shared bytearrays with views: resizing while exported is refused, bytes read were written."""

from _crowd import Dice, crowd, passed

data = bytearray(b"\x05" * 64)
log = bytearray()


def act(me, going):
    dice, n, appended = Dice(me), 0, 0
    while going():
        n += 1
        try:
            match dice.roll(12):
                case 0:
                    data.append(dice.roll(16))
                case 1:
                    data.extend(b"\x01\x02\x03")
                case 2:
                    if len(data) > 32:
                        data.pop()
                case 3:
                    data[dice.roll(16)] = dice.roll(16)
                case 4:
                    data[4:8] = bytes([dice.roll(16)]) * dice.roll(8)
                case 5:
                    with memoryview(data) as view:
                        assert all(b < 16 for b in view.tolist())
                        view[0] = dice.roll(16)
                        part = view[2:6]
                        assert len(bytes(part)) == len(part)
                        part.release()
                case 6:
                    assert all(b < 16 for b in bytes(data)) and all(b < 16 for b in data[:])
                case 7:
                    assert data.count(5) >= 0 and data.find(b"\x01\x02") >= -1 and (5 in data) in (True, False)
                case 8:
                    if len(data) > 500:
                        del data[100:]
                case 9:
                    data.reverse()
                case 10:
                    repr(data), data.hex(), data + b"x", data == b"x", data.translate(None, b"\x03"), data.split(b"\x01")
                case 11:
                    log.append(me)
                    appended += 1
        except BufferError as error:
            assert "xport" in str(error), error
        except IndexError:
            pass
    return appended


counts = crowd(act)
assert len(log) == sum(counts) and all(log.count(me) == count for me, count in enumerate(counts))
passed("buffers", appended=len(log))
# expect: buffers: passed
