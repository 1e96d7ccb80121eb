# The % operator of bytes: conversions and what it refuses.
for case in (
    lambda: b'%d'%'a',
    lambda: b'%s'%'a',
    lambda: b'%b'%1,
    lambda: b'%s'%b'ab',
    lambda: b'%a'%'é',
    lambda: b'%r'%'é',
    lambda: b'%c'%256,
    lambda: b'%c'%b'ab',
    lambda: b'%c'%'a',
    lambda: b'%c'%1.5,
    lambda: b'%d %x'%(3,255),
    lambda: b'%(a)s'%{b'a':b'x'},
    lambda: b'%(a)s'%1,
    lambda: b'%s'%(),
    lambda: b'a'%1,
    lambda: b'%y'%1,
    lambda: b'%'%1,
    lambda: b'%f'%'a',
    lambda: b'%f'%1,
    lambda: b'%5s|%-5s|%.1s'%(b'a',b'b',b'cd'),
    lambda: b'%*d'%('a',1),
    lambda: b'%x'%1.5,
    lambda: b'%s'%memoryview(b'x'),
    lambda: b'%i'%1.9,
    lambda: b''%[1],
    lambda: b''%b'a',
    lambda: b''%'a',
    lambda: b'%c'%bytearray(b'a'),
    lambda: b'%c'%97,
    lambda: b'%s'%[1],
):
    try:
        print(ascii(case()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))
# expect: TypeError '%d format: a real number is required, not str'
# expect: TypeError "%b requires a bytes-like object, or an object that implements __bytes__, not 'str'"
# expect: TypeError "%b requires a bytes-like object, or an object that implements __bytes__, not 'int'"
# expect: b'ab'
# expect: b"'\\xe9'"
# expect: b"'\\xe9'"
# expect: OverflowError '%c arg not in range(256)'
# expect: TypeError '%c requires an integer in range(256) or a single byte, not a bytes object of length 2'
# expect: TypeError '%c requires an integer in range(256) or a single byte, not str'
# expect: TypeError '%c requires an integer in range(256) or a single byte, not float'
# expect: b'3 ff'
# expect: b'x'
# expect: TypeError 'format requires a mapping'
# expect: TypeError 'not enough arguments for format string'
# expect: TypeError 'not all arguments converted during bytes formatting'
# expect: ValueError "unsupported format character 'y' (0x79) at index 1"
# expect: ValueError 'incomplete format'
# expect: TypeError 'float argument required, not str'
# expect: b'1.000000'
# expect: b'    a|b    |c'
# expect: TypeError '* wants int'
# expect: TypeError '%x format: an integer is required, not float'
# expect: b'x'
# expect: b'1'
# expect: b''
# expect: TypeError 'not all arguments converted during bytes formatting'
# expect: TypeError 'not all arguments converted during bytes formatting'
# expect: b'a'
# expect: b'a'
# expect: TypeError "%b requires a bytes-like object, or an object that implements __bytes__, not 'list'"
