# encode to several encodings with several error handlers.
s = "aé€😀"
print(s.encode(), s.encode("utf-16-le"), s.encode("utf-32-be"), "é".encode("latin-1"), "abc".encode("ascii"), s.encode("utf-16")[:2] in (b"\xff\xfe", b"\xfe\xff"), "a".encode("UTF8"), "é".encode("iso-8859-1"))
# expect: b'a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80' b'a\x00\xe9\x00\xac =\xd8\x00\xde' b'\x00\x00\x00a\x00\x00\x00\xe9\x00\x00 \xac\x00\x01\xf6\x00' b'\xe9' b'abc' True b'a' b'\xe9'
for errors in ("ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape", "strict"):
    try:
        print(errors, s.encode("ascii", errors))
    except UnicodeEncodeError as e:
        print(errors, e.start, e.end)
# expect: ignore b'a'
# expect: replace b'a???'
# expect: xmlcharrefreplace b'a&#233;&#8364;&#128512;'
# expect: backslashreplace b'a\\xe9\\u20ac\\U0001f600'
# expect: namereplace b'a\\N{LATIN SMALL LETTER E WITH ACUTE}\\N{EURO SIGN}\\N{GRINNING FACE}'
# expect: surrogateescape 1 4
# expect: strict 1 4
print("\udcff".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"), "€".encode("cp1252"), "я".encode("koi8-r"))
# expect: b'\xff' b'\xed\xa0\x80' b'\x80' b'\xd1'
for bad in (lambda: "a".encode("no-such"), lambda: "é".encode("ascii", "no-such"), lambda: "a".encode(5), lambda: "\ud800".encode()):
    try:
        bad()
    except (LookupError, TypeError, UnicodeEncodeError) as e:
        print(type(e).__name__, e)
# expect: LookupError unknown encoding: no-such
# expect: LookupError unknown error handler name 'no-such'
# expect: TypeError encode() argument 'encoding' must be str, not int
# expect: UnicodeEncodeError 'utf-8' codec can't encode character '\ud800' in position 0: surrogates not allowed
