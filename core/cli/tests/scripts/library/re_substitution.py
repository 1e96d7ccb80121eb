# re.sub, subn, split, escape, templates and functions as replacements, Pattern objects.
import re

print(re.sub(r"\d", "#", "a1b2"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub("x*", "-", "abxd"), re.sub(r"(?P<n>\d)", r"<\g<n>>", "1 2"), re.subn("a", "b", "aaa", count=2), re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "3 apples 10 pears"))
# expect: a#b# world hello -a-b--d- <1> <2> ('bba', 2) 6 apples 20 pears
print(re.split(r"[,;]\s*", "a, b;c"), re.split(r"(-)", "a-b"), re.split("", "abc"), re.split(r"\s+", "a b  c", maxsplit=1), re.split("x", ""), re.escape("a.b*c"), re.sub("a", r"\\", "a"))
# expect: ['a', 'b', 'c'] ['a', '-', 'b'] ['', 'a', 'b', 'c', ''] ['a', 'b  c'] [''] a\.b\*c \
p = re.compile(r"(\d+)(?P<unit>cm|m)?", re.I)
print(p.pattern, p.groups, p.groupindex["unit"], p.flags & re.I != 0, p.match("12CM", 0).groups(), p.match("a12", 1).group(), p.fullmatch("5").groups(), p == re.compile(r"(\d+)(?P<unit>cm|m)?", re.I), repr(p))
# expect: (\d+)(?P<unit>cm|m)? 2 2 True ('12', 'CM') 12 ('5', None) True re.compile('(\\d+)(?P<unit>cm|m)?', re.IGNORECASE)
print(p.search("x 7m y").expand(r"\1 \g<unit>"), [m.span() for m in p.finditer("1 2m")], re.compile(b"a+").findall(b"aab"), p.search("no"))
# expect: 7 m [(0, 1), (2, 4)] [b'aa'] None
for bad in (lambda: re.sub("a", r"\5", "a"), lambda: re.compile(b"a").match("a"), lambda: re.compile("a").match(b"a"), lambda: re.match("a", "a").group(3), lambda: re.match("a", "a")["nope"], lambda: re.sub("(a)", r"\g<nope>", "a")):
    try:
        bad()
    except (re.PatternError, TypeError, IndexError) as e:
        print(type(e).__name__, e)
# expect: PatternError invalid group reference 5 at position 1
# expect: TypeError cannot use a bytes pattern on a string-like object
# expect: TypeError cannot use a string pattern on a bytes-like object
# expect: IndexError no such group
# expect: IndexError no such group
# expect: IndexError unknown group name 'nope'
