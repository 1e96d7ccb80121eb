# Some built-in types take one positional pattern: the subject itself.
def f(x):
    match x:
        case bool(b): return "bool", b
        case int(i): return "int", i
        case float(): return "float"
        case str(s): return "str", s
        case bytes(b) | bytearray(b): return "bytes", b
        case list([a, *_]): return "list", a
        case tuple(t): return "tuple", t
        case dict(d): return "dict", len(d)
        case set(s) | frozenset(s): return "set", len(s)
        case type(): return "type"
        case None: return "none"
    return "other"

for x in (True, 5, 2.5, "s", b"b", bytearray(b"c"), [1, 2], [], (3,), {}, {1}, frozenset(), int, None, ..., 1j):
    print(f(x))
# expect: ('bool', True)
# expect: ('int', 5)
# expect: float
# expect: ('str', 's')
# expect: ('bytes', b'b')
# expect: ('bytes', bytearray(b'c'))
# expect: ('list', 1)
# expect: other
# expect: ('tuple', (3,))
# expect: ('dict', 0)
# expect: ('set', 1)
# expect: ('set', 0)
# expect: type
# expect: none
# expect: other
# expect: other
class MyInt(int): pass
print(f(MyInt(3)))
# expect: ('int', 3)
try:
    match 5:
        case int(1, 2): pass
except TypeError as e:
    print(e)
    # expect: int() accepts 1 positional sub-pattern (2 given)
