# Format specifications of strings, and of objects without a __format__ of their own.
for spec in ("", "s", "10", "<10", ">10", "^10", "*^10s", ".3", "10.3", "é<8", "05", "-^7.2s"):
    print(repr(spec), "|" + format("hello", spec) + "|")
# expect: '' |hello|
# expect: 's' |hello|
# expect: '10' |hello     |
# expect: '<10' |hello     |
# expect: '>10' |     hello|
# expect: '^10' |  hello   |
# expect: '*^10s' |**hello***|
# expect: '.3' |hel|
# expect: '10.3' |hel       |
# expect: 'é<8' |helloééé|
# expect: '05' |hello|
# expect: '-^7.2s' |--he---|
for bad in ("d", "=10", "+", ",", "#", " ", ".-1", "z"):
    try:
        print(format("hello", bad))
    except ValueError as e:
        print(repr(bad), e)
# expect: 'd' Unknown format code 'd' for object of type 'str'
# expect: '=10' '=' alignment not allowed in string format specifier
# expect: '+' Sign not allowed in string format specifier
# expect: ',' Cannot specify ',' with 's'.
# expect: '#' Alternate form (#) not allowed in string format specifier
# expect: ' ' Space not allowed in string format specifier
# expect: '.-1' Format specifier missing precision
# expect: 'z' Negative zero coercion (z) not allowed in string format specifier

class C: pass

for thing in (C(), None, [1], C, (lambda: 0), {}):
    try:
        print(format(thing, "")[:2], format(thing, "5"))
    except TypeError as e:
        print(e)
# expect: unsupported format string passed to C.__format__
# expect: unsupported format string passed to NoneType.__format__
# expect: unsupported format string passed to list.__format__
# expect: unsupported format string passed to type.__format__
# expect: unsupported format string passed to function.__format__
# expect: unsupported format string passed to dict.__format__
print(format(True), format(True, "5"), format(True, "d"), format(None), f"{True!s:>6}")
# expect: True     1 1 None   True
