# The % operator: conversions, flags, widths, mappings, and what it refuses.
for case in (
    lambda: 'a'%1,
    lambda: '%d'%'a',
    lambda: '%x'%1.5,
    lambda: '%c'%'ab',
    lambda: '%c'%1.5,
    lambda: '%c'%(2**40),
    lambda: '%c'%-1,
    lambda: '%s'%(),
    lambda: '%s'%(1,2),
    lambda: '%(a)s'%1,
    lambda: '%(a)s'%(1,),
    lambda: '%(a'%{},
    lambda: '%(a)s'%{},
    lambda: '%*d'%('a',1),
    lambda: '%*d'%(2**70,1),
    lambda: '%.*f'%('a',1),
    lambda: '%y'%1,
    lambda: '%'%1,
    lambda: '%f'%'a',
    lambda: '%5%'%(),
    lambda: '%d'%1.9,
    lambda: '%i'%None,
    lambda: '%o'%'x',
    lambda: '%x'%None,
    lambda: '%c'%b'a',
    lambda: '%c'%'',
    lambda: '%.99999999999999999999f'%1,
    lambda: '%99999999999999999999d'%1,
    lambda: '%s %s'%'a',
    lambda: '%s'%[1,2],
    lambda: ''%[1],
    lambda: ''%'a',
    lambda: ''%1,
    lambda: ''%{},
    lambda: '%(a)s %s'%{'a':1},
    lambda: '%05s|%-5s|%.1s'%('ab','cd','ef'),
    lambda: '%05d|%+d|% d|%-5d|%x|%#x|%#o|%X|%5.3d'%(3,3,3,3,255,255,8,255,7),
    lambda: '%a %r'%('é','é'),
    lambda: '%c%c'%(65,'b'),
    lambda: '%e %g %F'%(1.5,1e100,2),
    lambda: '%d'%2**70,
    lambda: '%d'%(2**70),
    lambda: '%x'%(2**70),
    lambda: '%-*d|'%(5,3),
    lambda: '%s%%'%5,
    lambda: '%(a)5.2f|%(b)-4s|'%{'a':3.14159,'b':'x'},
    lambda: '%d'%True,
    lambda: '%s'%'é€',
    lambda: '%d'%float('inf'),
    lambda: '%d'%float('nan'),
    lambda: '%5c|'%'a',
    lambda: '%.3s'%'abcdef',
    lambda: '%r'%'a\nb',
    lambda: '%s'%None,
):
    try:
        print(ascii(case()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))
# expect: TypeError 'not all arguments converted during string formatting'
# expect: TypeError '%d format: a real number is required, not str'
# expect: TypeError '%x format: an integer is required, not float'
# expect: TypeError '%c requires an int or a unicode character, not a string of length 2'
# expect: TypeError '%c requires an int or a unicode character, not float'
# expect: OverflowError '%c arg not in range(0x110000)'
# expect: OverflowError '%c arg not in range(0x110000)'
# expect: TypeError 'not enough arguments for format string'
# expect: TypeError 'not all arguments converted during string formatting'
# expect: TypeError 'format requires a mapping'
# expect: TypeError 'format requires a mapping'
# expect: ValueError 'incomplete format key'
# expect: KeyError "'a'"
# expect: TypeError '* wants int'
# expect: OverflowError 'Python int too large to convert to C ssize_t'
# expect: TypeError '* wants int'
# expect: ValueError "unsupported format character 'y' (0x79) at index 1"
# expect: ValueError 'incomplete format'
# expect: TypeError 'must be real number, not str'
# expect: TypeError 'not enough arguments for format string'
# expect: '1'
# expect: TypeError '%i format: a real number is required, not NoneType'
# expect: TypeError '%o format: an integer is required, not str'
# expect: TypeError '%x format: an integer is required, not NoneType'
# expect: TypeError '%c requires an int or a unicode character, not bytes'
# expect: TypeError '%c requires an int or a unicode character, not a string of length 0'
# expect: ValueError 'precision too big'
# expect: ValueError 'width too big'
# expect: TypeError 'not enough arguments for format string'
# expect: '[1, 2]'
# expect: ''
# expect: TypeError 'not all arguments converted during string formatting'
# expect: TypeError 'not all arguments converted during string formatting'
# expect: ''
# expect: TypeError 'not enough arguments for format string'
# expect: '   ab|cd   |e'
# expect: '00003|+3| 3|3    |ff|0xff|0o10|FF|  007'
# expect: "'\\xe9' '\xe9'"
# expect: 'Ab'
# expect: '1.500000e+00 1e+100 2.000000'
# expect: '1180591620717411303424'
# expect: '1180591620717411303424'
# expect: '400000000000000000'
# expect: '3    |'
# expect: '5%'
# expect: ' 3.14|x   |'
# expect: '1'
# expect: '\xe9\u20ac'
# expect: OverflowError 'cannot convert float infinity to integer'
# expect: ValueError 'cannot convert float NaN to integer'
# expect: '    a|'
# expect: 'abc'
# expect: "'a\\nb'"
# expect: 'None'
