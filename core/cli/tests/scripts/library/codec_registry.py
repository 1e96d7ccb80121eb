# Search functions, error handlers, and the codecs of the encodings package.
# mode: main-only (registers codecs for the whole process)
import codecs


def search(name):
    if name == "heddle_upper":
        return codecs.CodecInfo(lambda s, e="strict": (s.upper().encode(), len(s)), lambda b, e="strict": (bytes(b).decode().lower(), len(b)), name=name)
    if name == "heddle_bad":
        return (1, 2)
    if name == "heddle_wrong":
        return codecs.CodecInfo(lambda s, e="strict": ("text", 1), lambda b, e="strict": (b"bytes", 1), name=name)
    if name == "heddle_fails":
        return codecs.CodecInfo(lambda s, e="strict": 1 / 0, lambda b, e="strict": 1 / 0, name=name)


codecs.register(search)
codecs.register_error("heddle.stars", lambda e: ("*" * (e.end - e.start), e.end))
codecs.register_error("heddle.bytes", lambda e: (b"??", e.end))
codecs.register_error("heddle.back", lambda e: ("", -1))
codecs.register_error("heddle.far", lambda e: ("", 99))
codecs.register_error("heddle.wrong", lambda e: 1)
for case in (
    lambda: "abc".encode("heddle_upper"),
    lambda: b"ABC".decode("Heddle_Upper"),
    lambda: "a".encode("heddle_bad"),
    lambda: "a".encode("heddle_wrong"),
    lambda: b"a".decode("heddle_wrong"),
    lambda: codecs.encode("a", "heddle_wrong"),
    lambda: "a".encode("heddle_none"),
    lambda: "a\xe9\u20acb".encode("ascii", "heddle.stars"),
    lambda: "a\xe9b".encode("ascii", "heddle.bytes"),
    lambda: b"a\xff\xfeb".decode("utf-8", "heddle.stars"),
    lambda: b"a\xffb".decode("ascii", "heddle.back"),
    lambda: b"a\xffb".decode("utf-8", "heddle.far"),
    lambda: b"a\xffb".decode("utf-8", "heddle.wrong"),
    lambda: "\xe9".encode("ascii", "heddle.wrong"),
    lambda: b"a\xffb".decode("utf-8", "heddle.bytes"),
    lambda: "\u20ac\u0160".encode("cp1252"),
    lambda: "\u0416".encode("cp1252", "replace"),
    lambda: b"\x81".decode("cp1252"),
    lambda: b"\xcf\xf0".decode("cp1251"),
    lambda: codecs.encode("Hello", "rot13"),
    lambda: "a".encode("rot13"),
    lambda: b"a".decode("hex"),
    lambda: codecs.decode(b"6162", "hex"),
    lambda: "\ufeffa".encode("utf-8-sig"),
    lambda: b"\xef\xbb\xbfa".decode("utf-8-sig"),
    lambda: "b\xfccher.de".encode("idna"),
    lambda: "b\xfccher".encode("punycode"),
    lambda: "\n\xe9\u20ac".encode("unicode_escape"),
    lambda: b"\\x41\\u20ac\\n".decode("unicode_escape"),
    lambda: codecs.escape_decode(b"\\x41\\n"),
    lambda: codecs.utf_16_ex_decode(b"\xff\xfea\x00", "strict", 0, True),
    lambda: codecs.lookup_error("heddle.nothing"),
    lambda: codecs.lookup_error("replace")(UnicodeDecodeError("x", b"abc", 0, 2, "y")),
    lambda: codecs.lookup_error("xmlcharrefreplace")(UnicodeDecodeError("x", b"abc", 0, 2, "y")),
    lambda: codecs.lookup_error("ignore")(ValueError("x")),
    lambda: codecs.getincrementaldecoder("utf-8")().decode(b"\xe2\x82"),
    lambda: [codecs.getincrementaldecoder("utf-16")().decode(b"\xff\xfea\x00b")],
    lambda: codecs.lookup("latin1").name,
):
    try:
        print(ascii(case()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)), *getattr(e, "__notes__", ()))
# expect: b'ABC'
# expect: 'abc'
# expect: TypeError 'codec search functions must return 4-tuples'
# expect: TypeError "'heddle_wrong' encoder returned 'str' instead of 'bytes'; use codecs.encode() to encode to arbitrary types"
# expect: TypeError "'heddle_wrong' decoder returned 'bytes' instead of 'str'; use codecs.decode() to decode to arbitrary types"
# expect: 'text'
# expect: LookupError 'unknown encoding: heddle_none'
# expect: b'a**b'
# expect: b'a??b'
# expect: 'a**b'
# expect: 'ab'
# expect: IndexError 'position 99 from error handler out of bounds'
# expect: TypeError 'decoding error handler must return (str, int) tuple'
# expect: TypeError 'encoding error handler must return (str/bytes, int) tuple'
# expect: TypeError 'decoding error handler must return (str, int) tuple'
# expect: b'\x80\x8a'
# expect: b'?'
# expect: UnicodeDecodeError "'charmap' codec can't decode byte 0x81 in position 0: character maps to <undefined>" decoding with 'cp1252' codec failed
# expect: '\u041f\u0440'
# expect: 'Uryyb'
# expect: LookupError "'rot13' is not a text encoding; use codecs.encode() to handle arbitrary codecs"
# expect: LookupError "'hex' is not a text encoding; use codecs.decode() to handle arbitrary codecs"
# expect: b'ab'
# expect: b'\xef\xbb\xbf\xef\xbb\xbfa'
# expect: 'a'
# expect: b'xn--bcher-kva.de'
# expect: b'bcher-kva'
# expect: b'\\n\\xe9\\u20ac'
# expect: 'A\u20ac\n'
# expect: (b'A\n', 6)
# expect: ('a', 4, -1)
# expect: LookupError "unknown error handler name 'heddle.nothing'"
# expect: ('\ufffd', 2)
# expect: TypeError "don't know how to handle UnicodeDecodeError in error callback"
# expect: TypeError "don't know how to handle ValueError in error callback"
# expect: ''
# expect: ['a']
# expect: 'iso8859-1'
try:
    "a".encode("heddle_fails")
except ZeroDivisionError as e:
    print(e.__notes__)
    # expect: ["encoding with 'heddle_fails' codec failed"]
codecs.unregister(search)
try:
    "abc".encode("heddle_upper")
except LookupError as e:
    print(e)
    # expect: unknown encoding: heddle_upper
