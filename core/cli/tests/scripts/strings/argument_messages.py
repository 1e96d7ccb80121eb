# What the methods of str say of bad arguments.
for case in (
    lambda: str(1,2,3,4),
    lambda: str(b'a',encoding=1),
    lambda: str('a','utf-8'),
    lambda: str(1,'utf-8'),
    lambda: str(foo=1),
    lambda: str(object=3),
    lambda: str(1,object=2),
    lambda: str(b'a','utf-8',encoding='x'),
    lambda: str(errors='strict'),
    lambda: str(bytearray(b'q'),'ascii'),
    lambda: 'a'.find(1),
    lambda: 'a'.find(),
    lambda: 'a'.find('a','b'),
    lambda: 'a'.find('a',1,2,3),
    lambda: 'a'.count(1),
    lambda: 'a'.index('z'),
    lambda: 'a'.rindex('z'),
    lambda: 'a'.rindex(b''),
    lambda: 'a'.startswith(1),
    lambda: 'a'.startswith((1,)),
    lambda: 'a'.endswith(1),
    lambda: 'a'.endswith((b'',)),
    lambda: 'abcabc'.find('c',3),
    lambda: 'abcabc'.rfind('a',-3),
    lambda: 'abc'.find('',3),
    lambda: 'abc'.find('',4),
    lambda: 'aaa'.count('a',1),
    lambda: 'aaa'.count(''),
    lambda: 'abc'.startswith('b',1),
    lambda: 'abc'.endswith(('x','c')),
    lambda: 'abc'.endswith('b',0,2),
    lambda: 'a'.split(1),
    lambda: 'a'.rsplit(''),
    lambda: 'a'.split(None,'x'),
    lambda: 'a'.split(sep='a',maxsplit=2**70),
    lambda: ' a b  c '.split(),
    lambda: 'a,b,c'.split(',',1),
    lambda: 'a,b,c'.rsplit(',',1),
    lambda: 'a b c'.split(maxsplit=1),
    lambda: 'a'.join(1),
    lambda: 'a'.join([1]),
    lambda: 'a'.join(['a',b'']),
    lambda: '-'.join(['a','é','€']),
    lambda: ''.join([]),
    lambda: ','.join('abc'),
    lambda: 'x'.join(iter(['a','b'])),
    lambda: 'a'.replace(1,2),
    lambda: 'a'.replace('a',2),
    lambda: 'a'.replace('a','b',count='x'),
    lambda: 'a'.replace('a'),
    lambda: 'aXbX'.replace('X','€',1),
    lambda: 'aaa'.replace('a','b',count=2),
    lambda: 'abc'.replace('','-'),
    lambda: 'a'.center('x'),
    lambda: 'a'.center(3,'ab'),
    lambda: 'a'.center(3,1),
    lambda: 'a'.ljust(2**64),
    lambda: '-5'.zfill(4),
    lambda: 'a'.center(4,'é'),
    lambda: 'ab'*(2**70),
    lambda: 'a'*-1,
    lambda: 'ab'*3,
    lambda: 'a'*5,
    lambda: 'a'+1,
    lambda: 'a'[1],
    lambda: 'abc'[-1],
    lambda: 'abc'[::-1],
    lambda: 'aéb'[1:],
    lambda: 'abc'[1:1],
    lambda: 'abcdef'[1:5:2],
    lambda: 'abc'[::0],
    lambda: 'a' in 1,
    lambda: 'b' in 'abc',
    lambda: 'a'<1,
    lambda: 'a'<'b','a'=='a','a'!='b','é'>'z',
    lambda: 'a'==1,
    lambda: 'a'.expandtabs('a'),
    lambda: 'a'.expandtabs(2**40),
    lambda: 'a\tb'.expandtabs(4),
    lambda: 'a\nb\r\nc'.splitlines(),
    lambda: 'a\nb'.splitlines(True),
    lambda: 'a'.splitlines(keepends=1),
    lambda: 'a'.translate(1),
    lambda: 'a'.translate({97:1.5}),
    lambda: 'a'.translate({97:2**40}),
    lambda: 'a'.translate({97:-1}),
    lambda: 'abc'.translate({97:'xx',98:None,99:0x20ac}),
    lambda: str.maketrans(1),
    lambda: str.maketrans({'ab':1}),
    lambda: str.maketrans({1.5:1}),
    lambda: str.maketrans(1,2),
    lambda: str.maketrans('a',2),
    lambda: str.maketrans('a','bc'),
    lambda: str.maketrans('a','b',3),
    lambda: str.maketrans('a','b','c'),
    lambda: str.maketrans({'a':'b',98:None}),
    lambda: 'a'.partition(''),
    lambda: 'a'.partition(1),
    lambda: 'a=b=c'.partition('='),
    lambda: 'a=b=c'.rpartition('='),
    lambda: 'abc'.partition('x'),
    lambda: 'abc'.rpartition('x'),
    lambda: 'a'.strip(1),
    lambda: 'xxaxx'.strip('x'),
    lambda: ' a '.lstrip(),
    lambda: 'a  '.rstrip(),
    lambda: 'a'.removeprefix(1),
    lambda: 'abc'.removeprefix('ab'),
    lambda: 'abc'.removesuffix('bc'),
    lambda: 'a'.zfill('x'),
    lambda: 'a'.__format__(1),
    lambda: str.find(1,'a'),
    lambda: str.upper(),
    lambda: 'a'.upper(1),
    lambda: 'a'.split(foo=1),
    lambda: 'a'.center(),
    lambda: 'a'.isalpha(1),
    lambda: 'a'.__getnewargs__(),
    lambda: 'a' in b'a',
    lambda: str(b'a'),
    lambda: 'a'.find(None),
    lambda: 'a'.replace('a', None),
    lambda: 'a'.removeprefix(None),
    lambda: 'a'.encode(None),
    lambda: str.maketrans('a', None),
):
    try:
        print(ascii(case()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))
# expect: TypeError 'str expected at most 3 arguments, got 4'
# expect: TypeError "str() argument 'encoding' must be str, not int"
# expect: TypeError 'decoding str is not supported'
# expect: TypeError 'decoding to str: need a bytes-like object, int found'
# expect: TypeError "str() got an unexpected keyword argument 'foo'"
# expect: '3'
# expect: TypeError "argument for str() given by name ('object') and position (1)"
# expect: TypeError "argument for str() given by name ('encoding') and position (2)"
# expect: ''
# expect: 'q'
# expect: TypeError 'find() argument 1 must be str, not int'
# expect: TypeError 'find expected at least 1 argument, got 0'
# expect: TypeError 'slice indices must be integers or None or have an __index__ method'
# expect: TypeError 'find expected at most 3 arguments, got 4'
# expect: TypeError 'count() argument 1 must be str, not int'
# expect: ValueError 'substring not found'
# expect: ValueError 'substring not found'
# expect: TypeError 'rindex() argument 1 must be str, not bytes'
# expect: TypeError 'startswith first arg must be str or a tuple of str, not int'
# expect: TypeError 'tuple for startswith must only contain str, not int'
# expect: TypeError 'endswith first arg must be str or a tuple of str, not int'
# expect: TypeError 'tuple for endswith must only contain str, not bytes'
# expect: 5
# expect: 3
# expect: 3
# expect: -1
# expect: 2
# expect: 4
# expect: True
# expect: True
# expect: True
# expect: TypeError 'must be str or None, not int'
# expect: ValueError 'empty separator'
# expect: TypeError "'str' object cannot be interpreted as an integer"
# expect: OverflowError 'Python int too large to convert to C ssize_t'
# expect: ['a', 'b', 'c']
# expect: ['a', 'b,c']
# expect: ['a,b', 'c']
# expect: ['a', 'b c']
# expect: TypeError 'can only join an iterable'
# expect: TypeError 'sequence item 0: expected str instance, int found'
# expect: TypeError 'sequence item 1: expected str instance, bytes found'
# expect: 'a-\xe9-\u20ac'
# expect: ''
# expect: 'a,b,c'
# expect: 'axb'
# expect: TypeError 'replace() argument 1 must be str, not int'
# expect: TypeError 'replace() argument 2 must be str, not int'
# expect: TypeError "'str' object cannot be interpreted as an integer"
# expect: TypeError 'replace() takes at least 2 positional arguments (1 given)'
# expect: 'a\u20acbX'
# expect: 'bba'
# expect: '-a-b-c-'
# expect: TypeError "'str' object cannot be interpreted as an integer"
# expect: TypeError 'The fill character must be exactly one character long'
# expect: TypeError 'The fill character must be a unicode character, not int'
# expect: OverflowError 'Python int too large to convert to C ssize_t'
# expect: '-005'
# expect: '\xe9a\xe9\xe9'
# expect: OverflowError "cannot fit 'int' into an index-sized integer"
# expect: ''
# expect: 'ababab'
# expect: 'aaaaa'
# expect: TypeError 'can only concatenate str (not "int") to str'
# expect: IndexError 'string index out of range'
# expect: 'c'
# expect: 'cba'
# expect: '\xe9b'
# expect: ''
# expect: 'bd'
# expect: ValueError 'slice step cannot be zero'
# expect: TypeError "argument of type 'int' is not a container or iterable"
# expect: True
# expect: TypeError "'<' not supported between instances of 'str' and 'int'"
# expect: True
# expect: TypeError "'bool' object is not callable"
# expect: TypeError "'bool' object is not callable"
# expect: TypeError "'bool' object is not callable"
# expect: False
# expect: TypeError "'str' object cannot be interpreted as an integer"
# expect: OverflowError 'Python int too large to convert to C int'
# expect: 'a   b'
# expect: ['a', 'b', 'c']
# expect: ['a\n', 'b']
# expect: ['a']
# expect: TypeError "'int' object is not subscriptable"
# expect: TypeError 'character mapping must return integer, None or str'
# expect: ValueError 'character mapping must be in range(0x110000)'
# expect: ValueError 'character mapping must be in range(0x110000)'
# expect: 'xx\u20ac'
# expect: TypeError 'if you give only one argument to maketrans it must be a dict'
# expect: ValueError 'string keys in translatetable must be of length 1'
# expect: TypeError 'keys in translate table mustbe strings or integers'
# expect: TypeError 'maketrans() argument 2 must be str, not int'
# expect: TypeError 'maketrans() argument 2 must be str, not int'
# expect: ValueError 'the first two maketrans arguments must have equal length'
# expect: TypeError 'maketrans() argument 3 must be str, not int'
# expect: {97: 98, 99: None}
# expect: {97: 'b', 98: None}
# expect: ValueError 'empty separator'
# expect: TypeError 'must be str, not int'
# expect: ('a', '=', 'b=c')
# expect: ('a=b', '=', 'c')
# expect: ('abc', '', '')
# expect: ('', '', 'abc')
# expect: TypeError 'strip arg must be None or str'
# expect: 'a'
# expect: 'a '
# expect: 'a'
# expect: TypeError 'removeprefix() argument must be str, not int'
# expect: 'c'
# expect: 'a'
# expect: TypeError "'str' object cannot be interpreted as an integer"
# expect: TypeError '__format__() argument must be str, not int'
# expect: TypeError "descriptor 'find' for 'str' objects doesn't apply to a 'int' object"
# expect: TypeError 'unbound method str.upper() needs an argument'
# expect: TypeError 'str.upper() takes no arguments (1 given)'
# expect: TypeError "split() got an unexpected keyword argument 'foo'"
# expect: TypeError 'center expected at least 1 argument, got 0'
# expect: TypeError 'str.isalpha() takes no arguments (1 given)'
# expect: ('a',)
# expect: TypeError "a bytes-like object is required, not 'str'"
# expect: "b'a'"
# expect: TypeError 'find() argument 1 must be str, not None'
# expect: TypeError 'replace() argument 2 must be str, not None'
# expect: TypeError 'removeprefix() argument must be str, not None'
# expect: TypeError "encode() argument 'encoding' must be str, not None"
# expect: TypeError 'maketrans() argument 2 must be str, not None'
