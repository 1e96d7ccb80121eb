# While a view is alive its bytearray cannot change size; released views refuse use.
data = bytearray(b"abc")
m = memoryview(data)
for action in (lambda: data.append(1), lambda: data.clear(), lambda: data.extend(b"x"), lambda: data.__delitem__(0), lambda: data.pop()):
    try:
        action()
    except BufferError as e:
        print(e)
# expect: Existing exports of data: object cannot be re-sized
# expect: Existing exports of data: object cannot be re-sized
# expect: Existing exports of data: object cannot be re-sized
# expect: Existing exports of data: object cannot be re-sized
# expect: Existing exports of data: object cannot be re-sized
data[0] = 122
print(bytes(m), data)
# expect: b'zbc' bytearray(b'zbc')
s = m[1:]
m.release()
try:
    m[0]
except ValueError as e:
    print(e)
    # expect: operation forbidden on released memoryview object
try:
    data.append(1)
except BufferError:
    print("the slice still exports")
    # expect: the slice still exports
with s:
    pass
data.append(33)
print(data)
# expect: bytearray(b'zbc!')
with memoryview(data) as v:
    print(v.nbytes)
    # expect: 4
data.append(33)
print(len(data), repr(v)[:19])
# expect: 5 <released memory at
