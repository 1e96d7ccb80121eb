# Sequence patterns match sequences but not str, bytes or iterators; stars take the rest.
def f(x):
    match x:
        case []:
            return "empty"
        case [1, *rest]:
            return "starts with 1", rest
        case [*init, 9]:
            return "ends with 9", init
        case (a, (b, *c), d):
            return "nested", a, b, c, d
        case [x]:
            return "one", x
        case [_, *_, _]:
            return "at least two"
    return "no match"

for x in ([], (), [1], [1, 2, 3], [0, 9], [4, "bc", 5], [4, [1, 2, 3], 5], "19", b"19", bytearray(b"1"), iter([1]), {1}, {1: 2},
          range(1, 4), range(0), memoryview(b"\x01"), None, [5], (2, 3, 4, 5)):
    print(repr(x)[:40].split(" at ")[0], f(x))
# expect: [] empty
# expect: () empty
# expect: [1] ('starts with 1', [])
# expect: [1, 2, 3] ('starts with 1', [2, 3])
# expect: [0, 9] ('ends with 9', [0])
# expect: [4, 'bc', 5] at least two
# expect: [4, [1, 2, 3], 5] ('nested', 4, 1, [2, 3], 5)
# expect: '19' no match
# expect: b'19' no match
# expect: bytearray(b'1') no match
# expect: <list_iterator object no match
# expect: {1} no match
# expect: {1: 2} no match
# expect: range(1, 4) ('starts with 1', [2, 3])
# expect: range(0, 0) empty
# expect: <memory ('starts with 1', [])
# expect: None no match
# expect: [5] ('one', 5)
# expect: (2, 3, 4, 5) at least two
