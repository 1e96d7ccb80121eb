# str.format: fields, attributes, items, nested specifications, and what it refuses.
for case in (
    lambda: 'a'.format_map(1),
    lambda: '{a}'.format_map({}),
    lambda: '{}'.format_map({}),
    lambda: '{}{1}'.format(1,2),
    lambda: '{0}{}'.format(1,2),
    lambda: '{'.format(),
    lambda: '}'.format(),
    lambda: '{a'.format(a=1),
    lambda: '{a!}'.format(a=1),
    lambda: '{a!r'.format(a=1),
    lambda: '{a!rx}'.format(a=1),
    lambda: '{a!x}'.format(a=1),
    lambda: '{a!'.format(a=1),
    lambda: '{a:'.format(a=1),
    lambda: '{a:{b}'.format(a=1,b=2),
    lambda: '{a:{b:{c}}}'.format(a=1,b=2,c=3),
    lambda: '{a{b}'.format(a=1),
    lambda: '{0.}'.format(1),
    lambda: '{0[}'.format(1),
    lambda: '{0[]}'.format(1),
    lambda: '{0[1]x}'.format([1,2]),
    lambda: '{0[a]}'.format({'a':5}),
    lambda: '{0[1]}'.format([1,2]),
    lambda: '{0[-1]}'.format([1,2]),
    lambda: '{5}'.format(1),
    lambda: '{}'.format(),
    lambda: '{x}'.format(),
    lambda: '{99999999999999999999}'.format(),
    lambda: '{0.real}'.format(3),
    lambda: '{!r:>5}'.format('a'),
    lambda: '{:{}}'.format('a',4),
    lambda: '{{}}{}'.format(1),
    lambda: '{a.b[c].d}'.format_map({}),
    lambda: '{0[99999999999999999999]}'.format([1]),
    lambda: '{:}'.format(1),
    lambda: '{0!s:}'.format(1),
    lambda: '{0[a]b}'.format(1),
    lambda: '{0.a[}'.format(1),
    lambda: '{ }'.format(1),
    lambda: '{0 }'.format(1),
    lambda: '{+1}'.format(1),
    lambda: '{0[0].real}'.format([3]),
    lambda: '{[0]}'.format([7]),
    lambda: '{.real}'.format(4),
    lambda: '{a[x]}'.format(a={'x':1}),
    lambda: '{0[}]}'.format({'}':3}),
    lambda: '{0[:]}'.format({':':3}),
    lambda: '}}{'.format(),
    lambda: '{0:}}'.format(3),
    lambda: '{!}'.format(1),
    lambda: '{.}'.format(1),
    lambda: '{:d} {:>5} {:,} {:.2f} {:x}'.format(1,'a',10000,3.14159,255),
    lambda: '{!a}'.format('é'),
    lambda: '{:%}'.format(0.5),
):
    try:
        print(ascii(case()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))
# expect: 'a'
# expect: KeyError "'a'"
# expect: ValueError 'Format string contains positional fields'
# expect: ValueError 'cannot switch from automatic field numbering to manual field specification'
# expect: ValueError 'cannot switch from manual field specification to automatic field numbering'
# expect: ValueError "Single '{' encountered in format string"
# expect: ValueError "Single '}' encountered in format string"
# expect: ValueError "expected '}' before end of string"
# expect: ValueError "unmatched '{' in format spec"
# expect: ValueError "unmatched '{' in format spec"
# expect: ValueError "expected ':' after conversion specifier"
# expect: ValueError 'Unknown conversion specifier x'
# expect: ValueError 'end of string while looking for conversion specifier'
# expect: ValueError "unmatched '{' in format spec"
# expect: ValueError "unmatched '{' in format spec"
# expect: ValueError 'Max string recursion exceeded'
# expect: ValueError "unexpected '{' in field name"
# expect: ValueError 'Empty attribute in format string'
# expect: ValueError "expected '}' before end of string"
# expect: ValueError 'Empty attribute in format string'
# expect: ValueError "Only '.' or '[' may follow ']' in format field specifier"
# expect: '5'
# expect: '2'
# expect: TypeError 'list indices must be integers or slices, not str'
# expect: IndexError 'Replacement index 5 out of range for positional args tuple'
# expect: IndexError 'Replacement index 0 out of range for positional args tuple'
# expect: KeyError "'x'"
# expect: ValueError 'Too many decimal digits in format string'
# expect: '3'
# expect: "  'a'"
# expect: 'a   '
# expect: '{}1'
# expect: KeyError "'a'"
# expect: ValueError 'Too many decimal digits in format string'
# expect: '1'
# expect: '1'
# expect: TypeError "'int' object is not subscriptable"
# expect: ValueError "expected '}' before end of string"
# expect: KeyError "' '"
# expect: KeyError "'0 '"
# expect: KeyError "'+1'"
# expect: '3'
# expect: '7'
# expect: '4'
# expect: '1'
# expect: '3'
# expect: '3'
# expect: ValueError "Single '{' encountered in format string"
# expect: ValueError "Single '}' encountered in format string"
# expect: ValueError "unmatched '{' in format spec"
# expect: ValueError 'Empty attribute in format string'
# expect: '1     a 10,000 3.14 ff'
# expect: "'\\xe9'"
# expect: '50.000000%'
