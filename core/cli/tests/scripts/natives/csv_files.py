# _csv: reading, writing, dialects
import _csv, csv, io
import copy, pickle

def shown(f):
    """What a call gives, or what it raises."""
    try:
        return str(f())
    except BaseException as e:
        return f"{type(e).__name__} {e}".rstrip()


def check(f, expected):
    got = shown(f)
    assert got == expected, (got, expected)


lines = []


R = lambda lines, **k: list(_csv.reader(lines, **k))
check(lambda: R(['a,b,c']), "[['a', 'b', 'c']]")
check(lambda: R(['a,"b,c",d\n', '"x""y",z\r\n', '', '  q , "r"']), '[[\'a\', \'b,c\', \'d\'], [\'x"y\', \'z\'], [], [\'  q \', \' "r"\']]')
check(lambda: R(['"a\n', 'b",c']), "[['a\\nb', 'c']]")
check(lambda: R(['"a']), "[['a']]")
check(lambda: R(['"a'], strict=True), 'Error unexpected end of data')
check(lambda: R(['"a"b,c']), "[['ab', 'c']]")
check(lambda: R(['"a"b,c'], strict=True), 'Error \',\' expected after \'"\'')
check(lambda: R(['a\rb']), "Error new-line character seen in unquoted field - do you need to open the file with newline=''?")
check(lambda: R(['a\nb']), "Error new-line character seen in unquoted field - do you need to open the file with newline=''?")
check(lambda: R(['a;b'], delimiter=';'), "[['a', 'b']]")
check(lambda: R(["'a;b';c"], delimiter=';', quotechar="'"), "[['a;b', 'c']]")
check(lambda: R(['a, b'], skipinitialspace=True), "[['a', 'b']]")
check(lambda: R(['a\\,b,c'], escapechar='\\', quoting=3), "[['a,b', 'c']]")
check(lambda: R(['1,"2",3.5,x'], quoting=2), "ValueError could not convert string to float: 'x'")
check(lambda: R(['1,"2",3.5'], quoting=2), "[[1.0, '2', 3.5]]")
check(lambda: R([',"",a'], quoting=5), "[[None, '', 'a']]")
check(lambda: R([',"",1.5'], quoting=4), "[[None, '', 1.5]]")
check(lambda: R([b'a']), 'Error iterator should return strings, not bytes (the file should be opened in text mode)')
check(lambda: R([1]), 'Error iterator should return strings, not int (the file should be opened in text mode)')
check(lambda: R('abc'), "[['a'], ['b'], ['c']]")
check(lambda: _csv.reader(1), "TypeError 'int' object is not iterable")
check(lambda: _csv.reader(), 'TypeError reader expected at least 1 argument, got 0')
check(lambda: R(['a\x00b']), "[['a\\x00b']]")
check(lambda: R(['a\\'], escapechar='\\'), "[['a\\n']]")
check(lambda: R(['"a\\"b"'], escapechar='\\'), '[[\'a"b\']]')
check(lambda: R(['"a""b"'], doublequote=False), '[[\'a"b"\']]')
check(lambda: R(['a"b,c"d']), '[[\'a"b\', \'c"d\']]')
check(lambda: R(['a,"b" ,c']), "[['a', 'b ', 'c']]")
check(lambda: R(['a,b\\'], escapechar='\\', strict=True), 'Error unexpected end of data')
check(lambda: R(['"abc\n'], strict=True), 'Error unexpected end of data')
check(lambda: R(['']), '[[]]')
check(lambda: R(['\n']), '[[]]')
check(lambda: R([' ,a'], skipinitialspace=True), "[['', 'a']]")
check(lambda: R(['a,b'], quotechar=None, quoting=3), "[['a', 'b']]")
check(lambda: R(['"a",b'], quoting=3), '[[\'"a"\', \'b\']]')
def W(rows, many=False, **k):
    s = io.StringIO()
    w = _csv.writer(s, **k)
    r = None
    for x in rows:
        r = w.writerow(x)
    return (s.getvalue(), r)
check(lambda: W([['a', 1, 2.5, None, 'b c', 'd,e', 'f"g', 'h\ni']]), '(\'a,1,2.5,,b c,"d,e","f""g","h\\ni"\\r\\n\', 33)')
check(lambda: W([['a', 1]], quoting=1), '(\'"a","1"\\r\\n\', 9)')
check(lambda: W([['a', 1, 2.5, None]], quoting=2), '(\'"a",1,2.5,""\\r\\n\', 14)')
check(lambda: W([['a,b', 1]], quoting=3), 'Error need to escape, but no escapechar set')
check(lambda: W([['a,b', 'c"d']], quoting=3, escapechar='\\'), '(\'a\\\\,b,c\\\\"d\\r\\n\', 11)')
check(lambda: W([['a', 1, None, '']], quoting=4), '(\'"a",1,,""\\r\\n\', 11)')
check(lambda: W([['a', 1, None, '']], quoting=5), '(\'"a","1",,""\\r\\n\', 13)')
check(lambda: W([[]]), "('\\r\\n', 2)")
check(lambda: W([['']]), '(\'""\\r\\n\', 4)')
check(lambda: W([[None]]), '(\'""\\r\\n\', 4)')
check(lambda: W([['', '']]), "(',\\r\\n', 3)")
check(lambda: W([['a"b']], doublequote=False), 'Error need to escape, but no escapechar set')
check(lambda: W([['a"b']], doublequote=False, escapechar='\\'), '(\'a\\\\"b\\r\\n\', 6)')
check(lambda: W([1]), 'Error iterable expected, not int')
check(lambda: W(['ab']), "('a,b\\r\\n', 5)")
check(lambda: W([['a']], lineterminator='X'), "('aX', 2)")
check(lambda: W([['']], quoting=3), 'Error single empty field record must be quoted')
check(lambda: W([[' a']], delimiter=' ', skipinitialspace=True), '(\'" a"\\r\\n\', 6)')
check(lambda: W([['a\\b']], escapechar='\\'), "('a\\\\\\\\b\\r\\n', 6)")
check(lambda: W([['a\\b']], escapechar='\\', quoting=3), "('a\\\\\\\\b\\r\\n', 6)")
check(lambda: W([['\r', '\n', 'a\rb']]), '(\'"\\r","\\n","a\\rb"\\r\\n\', 15)')
check(lambda: _csv.writer(1), 'TypeError argument 1 must have a "write" method')
check(lambda: W([['a;b', 'c|d']], delimiter=';', lineterminator='|'), '(\'"a;b";"c|d"|\', 12)')
check(lambda: W([[None]], quoting=3), 'Error single empty field record must be quoted')
check(lambda: W([[None]], quoting=5), 'Error single empty field record must be quoted')
check(lambda: W([['"']], quotechar=None, quoting=3), '(\'"\\r\\n\', 3)')
check(lambda: W([['a"']], quoting=1, doublequote=False), 'Error need to escape, but no escapechar set')
check(lambda: W([[' ']], skipinitialspace=True), "(' \\r\\n', 3)")
check(lambda: W([['', 'a']], delimiter=' ', skipinitialspace=True), '(\'"" a\\r\\n\', 6)')
check(lambda: W([[1e+300, 10 ** 30, True]]), "('1e+300,1000000000000000000000000000000,True\\r\\n', 45)")
D = _csv.Dialect
for k in [dict(delimiter=''), dict(delimiter='ab'), dict(delimiter=1), dict(delimiter='\n'), dict(delimiter=None), dict(quotechar='ab'), dict(quotechar=1), dict(quotechar=None), dict(escapechar='ab'), dict(escapechar=''), dict(lineterminator=None), dict(lineterminator=1), dict(quoting=9), dict(quoting='a'), dict(quoting=1, quotechar=None), dict(foo=1), dict(delimiter='"'), dict(delimiter=' ', skipinitialspace=True), dict(escapechar='"'), dict(quotechar=' ', skipinitialspace=True), dict(quotechar=''), dict(quotechar='\r'), dict(escapechar='\n'), dict(strict=5), dict(lineterminator=','), dict(quoting=None)]:
    lines.append(' '.join(map(str, [k])))
    lines.append(shown(lambda: D(**k).delimiter))
assert lines == [
    "{'delimiter': ''}",
    'TypeError "delimiter" must be a unicode character, not a string of length 0',
    "{'delimiter': 'ab'}",
    'TypeError "delimiter" must be a unicode character, not a string of length 2',
    "{'delimiter': 1}",
    'TypeError "delimiter" must be a unicode character, not int',
    "{'delimiter': '\\n'}",
    'ValueError bad delimiter value',
    "{'delimiter': None}",
    'TypeError "delimiter" must be a unicode character, not NoneType',
    "{'quotechar': 'ab'}",
    'TypeError "quotechar" must be a unicode character or None, not a string of length 2',
    "{'quotechar': 1}",
    'TypeError "quotechar" must be a unicode character or None, not int',
    "{'quotechar': None}",
    ',',
    "{'escapechar': 'ab'}",
    'TypeError "escapechar" must be a unicode character or None, not a string of length 2',
    "{'escapechar': ''}",
    'TypeError "escapechar" must be a unicode character or None, not a string of length 0',
    "{'lineterminator': None}",
    'TypeError "lineterminator" must be a string, not NoneType',
    "{'lineterminator': 1}",
    'TypeError "lineterminator" must be a string, not int',
    "{'quoting': 9}",
    'TypeError bad "quoting" value',
    "{'quoting': 'a'}",
    'TypeError "quoting" must be an integer, not str',
    "{'quoting': 1, 'quotechar': None}",
    'TypeError quotechar must be set if quoting enabled',
    "{'foo': 1}",
    "TypeError this function got an unexpected keyword argument 'foo'",
    '{\'delimiter\': \'"\'}',
    'ValueError bad delimiter or quotechar value',
    "{'delimiter': ' ', 'skipinitialspace': True}",
    ' ',
    '{\'escapechar\': \'"\'}',
    'ValueError bad escapechar or quotechar value',
    "{'quotechar': ' ', 'skipinitialspace': True}",
    'ValueError bad quotechar value',
    "{'quotechar': ''}",
    'TypeError "quotechar" must be a unicode character or None, not a string of length 0',
    "{'quotechar': '\\r'}",
    'ValueError bad quotechar value',
    "{'escapechar': '\\n'}",
    'ValueError bad escapechar value',
    "{'strict': 5}",
    ',',
    "{'lineterminator': ','}",
    'ValueError bad delimiter or lineterminator value',
    "{'quoting': None}",
    'TypeError "quoting" must be an integer, not NoneType',
], lines
lines.clear()
d = D()
check(lambda: (d.delimiter, d.doublequote, d.escapechar, d.lineterminator, d.quotechar, d.quoting, d.skipinitialspace, d.strict), '(\',\', True, None, \'\\r\\n\', \'"\', 0, False, False)')
check(lambda: D('excel').delimiter, ',')
check(lambda: D('nope'), 'Error unknown dialect')
check(lambda: D(d) is d, 'True')
check(lambda: D(d, delimiter=';').delimiter, ';')
check(lambda: _csv.register_dialect('x', delimiter=';'), 'None')
check(lambda: _csv.get_dialect('x').delimiter, ';')
check(lambda: _csv.list_dialects(), "['excel', 'excel-tab', 'unix', 'x']")
check(lambda: _csv.unregister_dialect('x'), 'None')
check(lambda: _csv.unregister_dialect('x'), 'Error unknown dialect')
check(lambda: _csv.get_dialect('x'), 'Error unknown dialect')
check(lambda: _csv.register_dialect(1), 'TypeError dialect name must be a string')
check(lambda: _csv.register_dialect('x', 1), 'None')
check(lambda: _csv.field_size_limit(), '131072')
check(lambda: _csv.field_size_limit(5), '131072')
check(lambda: R(['abcdefgh']), 'Error field larger than field limit (5)')
check(lambda: _csv.field_size_limit('a'), 'TypeError limit must be an integer')
check(lambda: _csv.field_size_limit(131072), '5')
def f():
    d.delimiter = 'x'
check(f, "AttributeError attribute 'delimiter' of '_csv.Dialect' objects is not writable")
check(lambda: type(_csv.writer(io.StringIO())), "<class '_csv.writer'>")
r = _csv.reader(['a', 'b'])
next(r)
check(lambda: r.line_num, '1')
check(lambda: copy_d(), "NameError name 'copy_d' is not defined")
check(lambda: copy.copy(d), "TypeError cannot pickle 'Dialect' instances")
check(lambda: pickle.dumps(d), "TypeError cannot pickle 'Dialect' instances")
class E:
    delimiter = ';'
    quotechar = "'"
check(lambda: R(["a;'b;c'"], dialect=E), "[['a', 'b;c']]")
check(lambda: R(["a;'b;c'"], dialect=E()), "[['a', 'b;c']]")
check(lambda: _csv.writer(io.StringIO()).writerows([[1], [2]]), 'None')
check(lambda: _csv.writer(io.StringIO()).writerows(1), "TypeError 'int' object is not iterable")
check(lambda: _csv.QUOTE_NOTNULL, '5')
check(lambda: _csv.__version__, "AttributeError module '_csv' has no attribute '__version__'")
check(lambda: _csv.reader([], 'excel', foo=1), "TypeError this function got an unexpected keyword argument 'foo'")
check(lambda: _csv.Reader(), "TypeError cannot create '_csv.reader' instances")
check(lambda: _csv.Error.__module__, '_csv')
