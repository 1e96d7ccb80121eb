# replace with counts, translate with tables, maketrans, expandtabs.
print("aaa".replace("a", "b"), "aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("", "-", 2), "abc".replace("x", "y"), "aaaa".replace("aa", "b"), "abc".replace("b", ""), "".replace("", "x"))
# expect: bbb bba -a-b-c- -a-bc abc bb ac x
print("abc".replace("b", "日"), "日本".replace("日", "a"), "aXbX".replace("X", "long"), "a.b".replace(".", "😀"), "abab".replace("ab", "a", -1), "aaa".replace("a", "b", count=1))
# expect: a日c a本 alongblong a😀b aa baa
table = str.maketrans({"a": "1", "b": None, 99: "see", "d": 0x65E5})
print("abcd".translate(table), "abc".translate(str.maketrans("ab", "xy")), "abc".translate(str.maketrans("a", "b", "c")), table)
# expect: 1see日 xyc bb {97: '1', 98: None, 99: 'see', 100: 26085}

class Upper:
    def __getitem__(self, c):
        if c == 98: raise LookupError
        return chr(c).upper()

print("abc".translate(Upper()), "日a".translate({0x65E5: "day"}))
# expect: AbC daya
print("a\tb\tcc\td".expandtabs(4), "\t|".expandtabs(), "a\n\tb".expandtabs(2), "a\tb".expandtabs(0))
# expect: a   b   cc  d         | a
# expect:   b ab
for bad in (lambda: str.maketrans("ab", "x"), lambda: str.maketrans({"ab": 1}), lambda: "a".translate({97: 1.5}), lambda: "a".replace("a"), lambda: "a".replace("a", None), lambda: "a".translate({97: 0x110000}), lambda: str.maketrans(5)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError the first two maketrans arguments must have equal length
# expect: ValueError string keys in translatetable must be of length 1
# expect: TypeError character mapping must return integer, None or str
# expect: TypeError replace() takes at least 2 positional arguments (1 given)
# expect: TypeError replace() argument 2 must be str, not None
# expect: ValueError character mapping must be in range(0x110000)
# expect: TypeError if you give only one argument to maketrans it must be a dict
