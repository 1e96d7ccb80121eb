# Classes with __buffer__ and __release_buffer__ (PEP 688), also where they derive from a bytearray.
log = []


class Exports:
    def __init__(self, data):
        self.data = data

    def __buffer__(self, flags):
        log.append(("buffer", flags & 1))
        return memoryview(self.data)

    def __release_buffer__(self, view):
        log.append(("release", bytes(view)))


fixed = Exports(b"xyz")
m = memoryview(fixed)
part = m[1:]
print(m.readonly, m.tobytes(), part.tobytes())
# expect: True b'xyz' b'yz'
m.release()
print(log)
# expect: [('buffer', 0)]
part.release()
print(log)
# expect: [('buffer', 0), ('release', b'xyz')]
log.clear()
print(bytes(fixed), b"-".join([fixed, b"a"]), fixed in b"a" if False else b"axyz".endswith(fixed), log)
# expect: b'xyz' b'xyz-a' True [('buffer', 0), ('release', b'xyz'), ('buffer', 0), ('release', b'xyz'), ('buffer', 0), ('release', b'xyz')]
log.clear()

own = Exports(bytearray(b"abc"))
view = memoryview(own)
view[0] = 65
try:
    own.data.append(1)
except BufferError as e:
    print(e)
    # expect: Existing exports of data: object cannot be re-sized
view.release()
own.data.append(33)
print(own.data, log)
# expect: bytearray(b'Abc!') [('buffer', 0), ('release', b'Abc')]


class Wrong:
    def __buffer__(self, flags):
        return 3


class Refuses:
    def __buffer__(self, flags):
        raise ValueError("not now")


for bad in (Wrong(), Refuses(), 3):
    for use in (memoryview, bytes, b"".join):
        try:
            use([bad] if use not in (memoryview, bytes) else bad)
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
        else:
            print("fine")
# expect: TypeError __buffer__ returned non-memoryview object
# expect: TypeError __buffer__ returned non-memoryview object
# expect: TypeError sequence item 0: expected a bytes-like object, Wrong found
# expect: ValueError not now
# expect: ValueError not now
# expect: TypeError sequence item 0: expected a bytes-like object, Refuses found
# expect: TypeError memoryview: a bytes-like object is required, not 'int'
# expect: fine
# expect: TypeError sequence item 0: expected a bytes-like object, int found


class Derived(bytearray):
    taken = 0

    def __buffer__(self, flags):
        self.taken += 1
        return super().__buffer__(flags)


d = Derived(b"abc")
print(bytes(memoryview(d)), d.taken, memoryview(d).readonly)
# expect: b'abc' 1 False
d.append(100)
print(d, isinstance(b"", __import__("collections.abc", fromlist=["x"]).Buffer))
# expect: Derived(b'abcd') True
