# What the methods of bytes and bytearray say of bad arguments.
for case in (
    lambda: b'' in 'a',
    lambda: bytes(1,2,3,4),
    lambda: bytes('a'),
    lambda: bytes('a','utf-8','strict'),
    lambda: bytes(-1),
    lambda: bytes(2**70),
    lambda: bytes(3),
    lambda: bytes([256]),
    lambda: bytes([-1]),
    lambda: bytes(['a']),
    lambda: bytes(1.5),
    lambda: bytes(None),
    lambda: bytes(encoding='a'),
    lambda: bytes(errors='x'),
    lambda: bytes(b'a','utf-8'),
    lambda: bytes(3,'utf-8'),
    lambda: bytes(source=[1]),
    lambda: bytes(foo=1),
    lambda: bytes(True),
    lambda: bytes([2**70]),
    lambda: bytearray([256]),
    lambda: bytearray(['a']),
    lambda: bytearray('a'),
    lambda: bytearray(-1),
    lambda: bytearray(1.5),
    lambda: bytearray(encoding='a'),
    lambda: bytes({1:2}),
    lambda: bytes({3,}),
    lambda: b'a'[1],
    lambda: b'abc'[1],
    lambda: b'abc'[-1:],
    lambda: b'abc'[::-1],
    lambda: b'a'+1,
    lambda: b'a'+'b',
    lambda: b'a'+bytearray(b'c'),
    lambda: bytearray(b'a')+b'c',
    lambda: bytearray(b'a')+1,
    lambda: b'a' in b'ab',
    lambda: b'a'.find('a'),
    lambda: b'a'.find(97),
    lambda: b'a'.find(300),
    lambda: b'a'.find(1.5),
    lambda: b'a'.index(b'z'),
    lambda: b'a'.rindex(b'z'),
    lambda: b'a'.count(1.5),
    lambda: b'a'.startswith('a'),
    lambda: b'a'.startswith(('a',)),
    lambda: b'a'.startswith((b'a',)),
    lambda: b'a'.startswith(bytearray(b'a')),
    lambda: b'a'.split('a'),
    lambda: b'a'.split(b''),
    lambda: b'a'.split(1),
    lambda: b' a b '.split(),
    lambda: b'a,b'.split(b','),
    lambda: b'a'.join(1),
    lambda: b'a'.join(['a']),
    lambda: b'a'.join([1]),
    lambda: b'a'.join([bytearray(b'x'),memoryview(b'y')]),
    lambda: b'a'.replace(1,2),
    lambda: b'a'.replace('a','b'),
    lambda: b'aXa'.replace(b'X',b'--'),
    lambda: b'a'.center('x'),
    lambda: b'a'.center(3,'x'),
    lambda: b'a'.center(3,b'xy'),
    lambda: b'a'.center(3,bytearray(b'.')),
    lambda: bytearray(b'a').center(3,1),
    lambda: b'a'*1.5,
    lambda: b'ab'*3,
    lambda: b'a'.strip('a'),
    lambda: b'a'.strip(1),
    lambda: b' a '.strip(),
    lambda: b'a'.partition(b''),
    lambda: b'a'.partition('a'),
    lambda: b'a=b'.partition(b'='),
    lambda: b'a'.removeprefix('a'),
    lambda: b'a'.translate('a'),
    lambda: b'a'.translate(b'a'),
    lambda: b'a'.translate(None),
    lambda: b'abc'.translate(None,b'a'),
    lambda: b'abc'.translate(None,delete=1),
    lambda: bytes.maketrans(b'a',b'bc'),
    lambda: bytes.maketrans('a',b'b'),
    lambda: b'abc'.translate(bytes.maketrans(b'a',b'x')),
    lambda: b'a'.hex('xx'),
    lambda: b'a'.hex(1),
    lambda: b'ab'.hex(':',-1),
    lambda: b'ab'.hex(b':'),
    lambda: b'ab'.hex('é'),
    lambda: b'ab'.hex(sep=':',bytes_per_sep='a'),
    lambda: bytes.fromhex(1),
    lambda: bytes.fromhex('zz'),
    lambda: bytes.fromhex('a'),
    lambda: bytes.fromhex(b'61'),
    lambda: bytes.fromhex('é'),
    lambda: bytes.fromhex('61 62'),
    lambda: b'a'<'a',
    lambda: b'a'=='a',
    lambda: b'a'==bytearray(b'a'),
    lambda: b'a'==memoryview(b'a'),
    lambda: b'a'<1,
    lambda: b'a'<bytearray(b'b'),
    lambda: b'a'.__bytes__(),
    lambda: b'a'.__getnewargs__(),
    lambda: b'a'%1,
    lambda: b''%[1],
    lambda: b''%b'a',
    lambda: b''%'a',
    lambda: b'a'.hex(':',2,3),
    lambda: b'a'.replace(b'a'),
    lambda: b'a'.startswith(1),
    lambda: b'a\nb\x0bc'.splitlines(1),
    lambda: b'aB1'.upper(),b'aB'.lower(),b'ab'.title(),b'ab'.capitalize(),b'aB'.swapcase(),
    lambda: b'a'.isalpha(),b'1'.isdigit(),b' '.isspace(),b'A'.isupper(),b'\xff'.isascii(),
    lambda: bytes(bytearray(b'ab')),bytes(memoryview(b'ab')),
    lambda: bytearray().pop(),
    lambda: bytearray(b"it's"),
    lambda: bytearray(1,2,3,4),
    lambda: b'a'.__buffer__(1),
):
    try:
        print(ascii(case()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))
# expect: TypeError "'in <string>' requires string as left operand, not bytes"
# expect: TypeError 'bytes() takes at most 3 arguments (4 given)'
# expect: TypeError 'string argument without an encoding'
# expect: b'a'
# expect: ValueError 'negative count'
# expect: OverflowError "cannot fit 'int' into an index-sized integer"
# expect: b'\x00\x00\x00'
# expect: ValueError 'bytes must be in range(0, 256)'
# expect: ValueError 'bytes must be in range(0, 256)'
# expect: TypeError "'str' object cannot be interpreted as an integer"
# expect: TypeError "cannot convert 'float' object to bytes"
# expect: TypeError "cannot convert 'NoneType' object to bytes"
# expect: TypeError 'encoding without a string argument'
# expect: TypeError 'errors without a string argument'
# expect: TypeError 'encoding without a string argument'
# expect: TypeError 'encoding without a string argument'
# expect: b'\x01'
# expect: TypeError "bytes() got an unexpected keyword argument 'foo'"
# expect: b'\x00'
# expect: ValueError 'bytes must be in range(0, 256)'
# expect: ValueError 'byte must be in range(0, 256)'
# expect: TypeError "'str' object cannot be interpreted as an integer"
# expect: TypeError 'string argument without an encoding'
# expect: ValueError 'negative count'
# expect: TypeError "cannot convert 'float' object to bytearray"
# expect: TypeError 'encoding without a string argument'
# expect: b'\x01'
# expect: b'\x03'
# expect: IndexError 'index out of range'
# expect: 98
# expect: b'c'
# expect: b'cba'
# expect: TypeError "can't concat int to bytes"
# expect: TypeError "can't concat str to bytes"
# expect: b'ac'
# expect: bytearray(b'ac')
# expect: TypeError "can't concat int to bytearray"
# expect: True
# expect: TypeError "argument should be integer or bytes-like object, not 'str'"
# expect: 0
# expect: ValueError 'byte must be in range(0, 256)'
# expect: TypeError "argument should be integer or bytes-like object, not 'float'"
# expect: ValueError 'subsection not found'
# expect: ValueError 'subsection not found'
# expect: TypeError "argument should be integer or bytes-like object, not 'float'"
# expect: TypeError 'startswith first arg must be bytes or a tuple of bytes, not str'
# expect: TypeError "a bytes-like object is required, not 'str'"
# expect: True
# expect: True
# expect: TypeError "a bytes-like object is required, not 'str'"
# expect: ValueError 'empty separator'
# expect: TypeError "a bytes-like object is required, not 'int'"
# expect: [b'a', b'b']
# expect: [b'a', b'b']
# expect: TypeError 'can only join an iterable'
# expect: TypeError 'sequence item 0: expected a bytes-like object, str found'
# expect: TypeError 'sequence item 0: expected a bytes-like object, int found'
# expect: b'xay'
# expect: TypeError "a bytes-like object is required, not 'int'"
# expect: TypeError "a bytes-like object is required, not 'str'"
# expect: b'a--a'
# expect: TypeError "'str' object cannot be interpreted as an integer"
# expect: TypeError 'center() argument 2 must be a byte string of length 1, not str'
# expect: TypeError 'center(): argument 2 must be a byte string of length 1, not a bytes object of length 2'
# expect: b'.a.'
# expect: TypeError 'center() argument 2 must be a byte string of length 1, not int'
# expect: TypeError "can't multiply sequence by non-int of type 'float'"
# expect: b'ababab'
# expect: TypeError "a bytes-like object is required, not 'str'"
# expect: TypeError "a bytes-like object is required, not 'int'"
# expect: b'a'
# expect: ValueError 'empty separator'
# expect: TypeError "a bytes-like object is required, not 'str'"
# expect: (b'a', b'=', b'b')
# expect: TypeError "a bytes-like object is required, not 'str'"
# expect: TypeError "a bytes-like object is required, not 'str'"
# expect: ValueError 'translation table must be 256 characters long'
# expect: b'a'
# expect: b'bc'
# expect: TypeError "a bytes-like object is required, not 'int'"
# expect: ValueError 'maketrans arguments must have same length'
# expect: TypeError "a bytes-like object is required, not 'str'"
# expect: b'xbc'
# expect: ValueError 'sep must be length 1.'
# expect: TypeError "object of type 'int' has no len()"
# expect: '61:62'
# expect: '61:62'
# expect: ValueError 'sep must be ASCII.'
# expect: TypeError "'str' object cannot be interpreted as an integer"
# expect: TypeError 'fromhex() argument must be str or bytes-like, not int'
# expect: ValueError 'non-hexadecimal number found in fromhex() arg at position 0'
# expect: ValueError 'fromhex() arg must contain an even number of hexadecimal digits'
# expect: b'a'
# expect: ValueError 'non-hexadecimal number found in fromhex() arg at position 0'
# expect: b'ab'
# expect: TypeError "'<' not supported between instances of 'bytes' and 'str'"
# expect: False
# expect: True
# expect: True
# expect: TypeError "'<' not supported between instances of 'bytes' and 'int'"
# expect: True
# expect: b'a'
# expect: (b'a',)
# expect: TypeError 'not all arguments converted during bytes formatting'
# expect: b''
# expect: TypeError 'not all arguments converted during bytes formatting'
# expect: TypeError 'not all arguments converted during bytes formatting'
# expect: TypeError 'hex() takes at most 2 arguments (3 given)'
# expect: TypeError 'replace expected at least 2 arguments, got 1'
# expect: TypeError 'startswith first arg must be bytes or a tuple of bytes, not int'
# expect: [b'a\n', b'b\x0bc']
# expect: b'AB1'
# expect: TypeError "'bytes' object is not callable"
# expect: TypeError "'bytes' object is not callable"
# expect: TypeError "'bytes' object is not callable"
# expect: TypeError "'bytes' object is not callable"
# expect: True
# expect: TypeError "'bool' object is not callable"
# expect: TypeError "'bool' object is not callable"
# expect: TypeError "'bool' object is not callable"
# expect: TypeError "'bool' object is not callable"
# expect: b'ab'
# expect: TypeError "'bytes' object is not callable"
# expect: IndexError 'pop from empty bytearray'
# expect: bytearray(b"it\'s")
# expect: TypeError 'bytearray() takes at most 3 arguments (4 given)'
# expect: BufferError 'Object is not writable.'
