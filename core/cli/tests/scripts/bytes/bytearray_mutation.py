# bytearray changes in place: items, slices, append, extend, insert, pop, remove, reverse.
a = bytearray(b"hello")
a[0] = 72
a[1:3] = b"EYY"
print(a, len(a))
# expect: bytearray(b'HEYYlo') 6
a.append(33)
a.extend(b"?!")
a.extend([46, 46])
a.insert(0, 62)
print(a, a.pop(), a.pop(0), a)
# expect: bytearray(b'HEYYlo!?!.') 46 62 bytearray(b'HEYYlo!?!.')
a.remove(ord("?"))
a.reverse()
print(a)
# expect: bytearray(b'.!!olYYEH')
del a[:2], a[-1]
a += b"+="
a *= 2
print(a)
# expect: bytearray(b'!olYYE+=!olYYE+=')
a[::2] = b"." * len(a[::2])
print(a, a.copy() == a, a.copy() is a)
# expect: bytearray(b'.o.Y.E.=.o.Y.E.=') True False
a[:] = b""
a.clear()
print(a, bool(a))
# expect: bytearray(b'') False
for bad in (lambda: a.pop(), lambda: a.append(256), lambda: a.append("x"), lambda: a.remove(5), lambda: a.__setitem__(0, 1), lambda: a.extend("s"), lambda: a.extend([300]), lambda: a.__setitem__(slice(0, 0), 5), lambda: hash(a)):
    try:
        bad()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: IndexError pop from empty bytearray
# expect: ValueError byte must be in range(0, 256)
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: ValueError value not found in bytearray
# expect: IndexError bytearray index out of range
# expect: TypeError expected iterable of integers; got: 'str'
# expect: ValueError byte must be in range(0, 256)
# expect: TypeError can assign only bytes, buffers, or iterables of ints in range(0, 256)
# expect: TypeError unhashable type: 'bytearray'
