# KeyError shows its key's repr; IndexErrors name the sequence.
from_sequences = [[], (), "", b"", bytearray(), range(0), memoryview(b"")]
for s in from_sequences:
    try:
        s[0]
    except IndexError as e:
        print(e)
# expect: list index out of range
# expect: tuple index out of range
# expect: string index out of range
# expect: index out of range
# expect: bytearray index out of range
# expect: range object index out of range
# expect: index out of bounds on dimension 1
for key in ("k", 1, None, (1, 2), 1.5, b"b"):
    try:
        {}[key]
    except KeyError as e:
        print(e, e.args, repr(e))
# expect: 'k' ('k',) KeyError('k')
# expect: 1 (1,) KeyError(1)
# expect: None (None,) KeyError(None)
# expect: (1, 2) ((1, 2),) KeyError((1, 2))
# expect: 1.5 (1.5,) KeyError(1.5)
# expect: b'b' (b'b',) KeyError(b'b')
for action in (lambda: [].pop(), lambda: {}.popitem(), lambda: set().pop(), lambda: {}.pop("x"), lambda: set().remove(5), lambda: bytearray().pop(), lambda: [1].pop(3), lambda: [].remove(1), lambda: [].index("x"), lambda: ().index(1), lambda: "".index("x"), lambda: b"".index(b"x"), lambda: range(3).index(9), lambda: "a".rindex("b")):
    try:
        action()
    except (KeyError, IndexError, ValueError) as e:
        print(type(e).__name__, e)
# expect: IndexError pop from empty list
# expect: KeyError 'popitem(): dictionary is empty'
# expect: KeyError 'pop from an empty set'
# expect: KeyError 'x'
# expect: KeyError 5
# expect: IndexError pop from empty bytearray
# expect: IndexError pop index out of range
# expect: ValueError list.remove(x): x not in list
# expect: ValueError list.index(x): x not in list
# expect: ValueError tuple.index(x): x not in tuple
# expect: ValueError substring not found
# expect: ValueError subsection not found
# expect: ValueError range.index(x): x not in range
# expect: ValueError substring not found
