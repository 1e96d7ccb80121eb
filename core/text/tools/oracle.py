"""What the running Python makes of many random texts and bytes: one digest a family, compared by tests/oracle.rs, which
draws the same cases from the same generator. Run with a CPython 3.14 from this crate's folder:

    python3.14 tools/oracle.py            # writes tests/oracle/digests.rs
    python3.14 tools/oracle.py FAMILY     # prints the cases of a family, to compare with HEDDLE_ORACLE=FAMILY cargo test
"""

import codecs
import sys
import warnings

warnings.simplefilter("ignore")
MASK = 0xFFFF_FFFF_FFFF_FFFF


class Random:
    """The generator of tests/oracle.rs."""

    def __init__(self, family):
        self.state = fnv(family.encode())

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return (self.state >> 33) % n

    def text(self, alphabets, longest):
        alphabet = alphabets[self.below(len(alphabets))]
        return "".join(alphabet[self.below(len(alphabet))] for _ in range(self.below(longest + 1)))

    def bytes(self, alphabet, longest):
        return b"".join(alphabet[self.below(len(alphabet))] for _ in range(self.below(longest + 1)))


def fnv(data, state=0xCBF29CE484222325):
    for byte in data:
        state = (state ^ byte) * 0x100000001B3 & MASK
    return state


def show(value):
    """A value on a line, the same way as in tests/oracle.rs."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return "s" + value.encode("utf-8", "surrogatepass").hex()
    if isinstance(value, (bytes, bytearray)):
        return "b" + value.hex()
    if isinstance(value, (list, tuple)):
        return "[" + " ".join(map(show, value)) + "]"
    if isinstance(value, UnicodeError):
        return f"{value.encoding} {value.start} {value.end} {value.reason}"
    raise TypeError(value)


PLAIN = ["ab", "ab\xe9", "ab\u20ac\xe9", "ab\u20ac\U0001d11e", "a\ud800\udc00"]
SPACED = ["ab \t\n", "a \x1c\x1d\r\n\x0b", "a\x85\xa0\r\n b", "a\u2028\u3000 \r\n\u2003", "a\U0001d11e \r\n\t"]
CASED = ["aB c'D", "\xdf\xb5\xffa B\xc9", "\u03a3\u03c3a\u0345\u0301 .", "\u01c5\u01c6\u01c4x \u0130\u0131\u0149", "\U00010400\U00010428a \u03a3\xad",
         "\u02b0A\u24b6\u2160 \ufb03\u1f88"]
REPR = ["a'", "a\"'\\", "\x00\t\n\x7f\x80\xa0\xad\xe9", "\u0378\u200b\u20ac\ud800", "a\U0001d11e\U000e0001\U0010ffff'"]
BYTES = [b"a", b"b", b" ", b"\t", b"\n", b"\r", b"\x0b", b"\x1c", b"\xe9", b"A", b"'", b"\"", b"\\", b"\x00", b"1"]


def search(r, draw, empty):
    hay, needle = draw(24), draw(3)
    low, high = r.below(31) - 15, r.below(31) - 15
    sub = hay[low:high]
    yield hay.find(needle, low, high), hay.rfind(needle, low, high), hay.count(needle, low, high)
    yield hay.find(needle), hay.rfind(needle), hay.count(needle), needle in hay
    yield sub.startswith(needle), sub.endswith(needle), sub.find(needle), hay.find(sub)


def cut(r, draw, empty):
    text, sep, limit = draw(20), draw(3), r.below(5) - 1
    yield text.split(None, limit), text.rsplit(None, limit)
    if sep:
        yield text.split(sep, limit), text.rsplit(sep, limit), text.partition(sep), text.rpartition(sep)
    yield text.splitlines(), text.splitlines(True)
    yield text.strip(), text.lstrip(), text.rstrip(), text.strip(sep), text.lstrip(sep), text.rstrip(sep)


def edit(r, draw, empty):
    text, old, new, limit, width = draw(20), draw(2), draw(3), r.below(5) - 1, r.below(25)
    fill = draw(1) or ("." if empty == "" else b".")
    yield text.replace(old, new, limit), new.join([text, old, text]), new * r.below(4), text[::-1]
    yield text.center(width, fill), text.ljust(width, fill), text.rjust(width, fill), text.zfill(width), text.expandtabs(r.below(9))
    yield text + old, text < new, text == new, old == new


def case(r, draw, empty):
    text = draw(12)
    yield text.lower(), text.upper(), text.title(), text.capitalize(), text.swapcase()
    yield text.isalpha(), text.isalnum(), text.isdigit(), text.isspace(), text.isupper(), text.islower(), text.istitle()
    if empty == "":
        yield text.casefold(), text.isdecimal(), text.isnumeric(), text.isprintable(), text.isidentifier()


def quoted(r, draw, empty):
    text = draw(10)
    yield repr(text), ascii(text)


def hexed(r, draw, empty):
    data = draw(9)
    group = r.below(9) - 4
    yield data.hex(), data.hex(":", group)
    digits = r.bytes([b"0", b"a", b"F", b"9", b" ", b"\n", b"g", b"\xe9"], 6)
    for argument in (digits, digits.decode("latin-1")):
        try:
            yield (bytes.fromhex(argument),)
        except ValueError as error:
            yield (str(error),)


def callback(error):
    """Goes on within what is at fault, with text that not every codec can encode, or with bytes."""
    if isinstance(error, UnicodeDecodeError):
        return "<\u20ac>", error.start + 1
    if error.start % 3 == 0:
        return "?!", error.start + 1
    if error.start % 3 == 1:
        return b"\xff\xfe\xfd\xfc"[: 1 + error.start % 4], error.end
    return "?\u20ac", error.end


codecs.register_error("heddle", callback)
DECODING = ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "heddle"]
ENCODING = DECODING + ["xmlcharrefreplace", "namereplace"]

UTF8 = [b"a", b"\xc3\xa9", b"\xe2\x82\xac", b"\xf0\x9d\x84\x9e", b"\x80", b"\xbf", b"\xc0", b"\xc3", b"\xe0", b"\xe2", b"\xe2\x82",
        b"\xed", b"\xed\xa0\x80", b"\xa0", b"\xf0", b"\xf0\x9d", b"\xf0\x9d\x84", b"\xf4", b"\x90", b"\xf5", b"\xff", b"\x8f"]
UTF16 = [b"a", b"\x00", b"\xd8", b"\xdc", b"\xff\xfe", b"\xfe\xff", b"\x00\xd8\x00\xdc", b"\xd8\x00\xdc\x00", b"a\x00"]
UTF32 = [b"a", b"\x00", b"\x00\x00", b"\x00\x00\x00", b"\xff\xfe", b"\xfe\xff", b"\x00\xd8", b"\xd8\x00", b"\x10\x00", b"\x11\x00", b"\x01"]
UTF7 = [b"+", b"-", b"A", b"AGE", b"2D3eAA", b"2", b"3", b"AA", b"!", b"\xff", b"a", b"/", b"\\", b"~", b"\n", b"Q"]
ESCAPES = [b"\\", b"\\", b"x", b"u", b"U", b"N", b"{", b"}", b"0", b"1", b"0011", b"d800", b"7", b"9", b"a", b"n", b"\n", b"\xe9",
           b"N{SPACE}", b"N{snowman}", b"N{NULL}", b"N{no}", b"q", b"'", b"377", b"400"]
SINGLE = [b"a", b"\x80", b"\xe9", b"\xff", b"\x81", b"\x00"]
TABLE = "".join(chr(i) for i in range(128)) + "\u20ac\ufffe\u2603a" + "\xe9" * 40  # a short one, with a hole and with twins

DECODERS = {
    "utf_8": (UTF8, lambda b, e, f: codecs.utf_8_decode(b, e, f)),
    "utf_16": (UTF16, lambda b, e, f: codecs.utf_16_ex_decode(b, e, 0, f)),
    "utf_16_le": (UTF16, lambda b, e, f: codecs.utf_16_ex_decode(b, e, -1, f)),
    "utf_16_be": (UTF16, lambda b, e, f: codecs.utf_16_ex_decode(b, e, 1, f)),
    "utf_32": (UTF32, lambda b, e, f: codecs.utf_32_ex_decode(b, e, 0, f)),
    "utf_32_le": (UTF32, lambda b, e, f: codecs.utf_32_ex_decode(b, e, -1, f)),
    "utf_32_be": (UTF32, lambda b, e, f: codecs.utf_32_ex_decode(b, e, 1, f)),
    "utf_7": (UTF7, lambda b, e, f: codecs.utf_7_decode(b, e, f)),
    "unicode_escape": (ESCAPES, lambda b, e, f: codecs.unicode_escape_decode(b, e, f)),
    "raw_unicode_escape": (ESCAPES, lambda b, e, f: codecs.raw_unicode_escape_decode(b, e, f)),
    "ascii": (SINGLE, lambda b, e, f: codecs.ascii_decode(b, e)),
    "latin_1": (SINGLE, lambda b, e, f: codecs.latin_1_decode(b, e)),
    "charmap": (SINGLE, lambda b, e, f: codecs.charmap_decode(b, e, TABLE)),
}
ENCODERS = {
    "utf_8": codecs.utf_8_encode,
    "utf_16": lambda s, e: codecs.utf_16_encode(s, e, 0),
    "utf_16_le": codecs.utf_16_le_encode,
    "utf_16_be": codecs.utf_16_be_encode,
    "utf_32": lambda s, e: codecs.utf_32_encode(s, e, 0),
    "utf_32_le": codecs.utf_32_le_encode,
    "utf_32_be": codecs.utf_32_be_encode,
    "utf_7": codecs.utf_7_encode,
    "unicode_escape": codecs.unicode_escape_encode,
    "raw_unicode_escape": codecs.raw_unicode_escape_encode,
    "ascii": codecs.ascii_encode,
    "latin_1": codecs.latin_1_encode,
    "charmap": lambda s, e: codecs.charmap_encode(s, e, codecs.charmap_build(TABLE)),
}
TO_ENCODE = ["ab+-\\/~ 1\t\n\x00", "a\xe9\xff\x80+", "a\u20ac\xe9\u20ad-", "\udc80\udcff\ud800\udc00a", "\U0001d11ea\ufffe\x81\u0378\n"]


def decoding(name):
    def cases(r, draw, empty):
        alphabet, decode = DECODERS[name]
        data, errors, last = r.bytes(alphabet, 7), DECODING[r.below(len(DECODING))], r.below(2) == 1
        try:
            yield data, errors, last, *decode(data, errors, last)
        except UnicodeDecodeError as error:
            yield data, errors, last, error

    return cases


def encoding(name):
    def cases(r, draw, empty):
        text, errors = r.text(TO_ENCODE, 7), ENCODING[r.below(len(ENCODING))]
        try:
            yield text, errors, *ENCODERS[name](text, errors)[:1]
        except UnicodeEncodeError as error:
            yield text, errors, error

    return cases


FAMILIES = {
    "text_search": (search, PLAIN), "text_cut": (cut, SPACED), "text_cut_plain": (cut, PLAIN), "text_edit": (edit, PLAIN),
    "text_edit_spaced": (edit, SPACED), "text_case": (case, CASED), "text_quoted": (quoted, REPR),
    "bytes_search": (search, None), "bytes_cut": (cut, None), "bytes_edit": (edit, None), "bytes_case": (case, None),
    "bytes_quoted": (quoted, None), "bytes_hexed": (hexed, None),
    **{f"decode_{name}": (decoding(name), None) for name in DECODERS},
    **{f"encode_{name}": (encoding(name), PLAIN) for name in ENCODERS},
}
CASES = 6000


def lines(family):
    make, alphabets = FAMILIES[family]
    r = Random(family)
    draw = (lambda longest: r.text(alphabets, longest)) if alphabets else (lambda longest: r.bytes(BYTES, longest))
    for _ in range(CASES):
        for values in make(r, draw, "" if alphabets else b""):
            yield show(list(values))


if __name__ == "__main__":
    if sys.argv[1:]:
        print(*lines(sys.argv[1]), sep="\n")
        sys.exit()
    with open("tests/oracle/digests.rs", "w") as file:
        print("//! Digests of what Python 3.14 says. Written by tools/oracle.py.\n", file=file)
        print("/// Families of cases, and the digests of their lines.", file=file)
        print("pub const DIGESTS: &[(&str, u64)] = &[", file=file)
        for family in FAMILIES:
            state = fnv(b"")
            for line in lines(family):
                state = fnv(line.encode() + b"\n", state)
            digest = f"{state:016x}"
            print(f'    ("{family}", 0x{"_".join(digest[i:i + 4] for i in range(0, 16, 4))}),', file=file)
        print("];", file=file)
