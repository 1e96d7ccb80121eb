# re: match, search, fullmatch, groups, spans, named groups, flags.
import re

m = re.search(r"(?P<user>\w+)@(?P<host>[\w.]+)", "mail ann@example.com now")
print(m.group(), m.group(1), m["host"], m.groups(), m.groupdict(), m.span(), m.start(2), m.lastgroup, m.string[m.end():])
# expect: ann@example.com ann example.com ('ann', 'example.com') {'user': 'ann', 'host': 'example.com'} (5, 20) 9 host  now
print(re.match("b", "abc"), re.match("a", "abc").group(), re.fullmatch(r"\d+", "123").group(), re.fullmatch(r"\d+", "12a"), bool(re.search("", "x")))
# expect: None a 123 None True
print(re.findall(r"\d+", "a1b22c"), re.findall(r"(\w)(\d)", "a1b2"), [x.group() for x in re.finditer(r"[aeiou]", "education")], re.search(r"(a)|(b)", "b").groups(), re.search("(a)?b", "b").group(1), re.match("(a)(b)?", "a").groups("dflt"))
# expect: ['1', '22'] [('a', '1'), ('b', '2')] ['e', 'u', 'a', 'i', 'o'] (None, 'b') None ('a', 'dflt')
print(re.findall(r"(?i)hello", "Hello HELLO"), re.findall("^x", "x\nx", re.M), re.search("a.b", "a\nb"), re.search("a.b", "a\nb", re.S).group(), re.search(r"a  b # comment", "ab", re.X).group(), re.findall(r"\w+", "é日a", re.A), re.findall(r"\w+", "é日 a"))
# expect: ['Hello', 'HELLO'] ['x', 'x'] None a
# expect: b ab ['a'] ['é日', 'a']
print(re.search(r"(\w)\1", "hello").group(), re.search(r"(?<=\$)\d+", "cost $42").group(), re.search(r"\d+(?!\d|px)", "12px 34em").group(), re.findall(r"a*?b", "aab"), re.findall(r"<.+?>", "<a><b>"), re.search(r"(?:ab){2,3}", "ababab").group(), re.search(r"\bcat\b", "concat cat").start())
# expect: ll 42 34 ['aab'] ['<a>', '<b>'] ababab 7
for bad in ("(", "[", "*a", "(?P<n>a)(?P<n>b)", r"\1", "(?P<1>a)", "a{2,1}", "(?<=a*)b"):
    try:
        re.compile(bad)
    except re.PatternError as e:
        print(bad, "|", e)
# expect: ( | missing ), unterminated subpattern at position 0
# expect: [ | unterminated character set at position 0
# expect: *a | nothing to repeat at position 0
# expect: (?P<n>a)(?P<n>b) | redefinition of group name 'n' as group 2; was group 1 at position 12
# expect: \1 | invalid group reference 1 at position 1
# expect: (?P<1>a) | bad character in group name '1' at position 4
# expect: a{2,1} | min repeat greater than max repeat at position 2
# expect: (?<=a*)b | look-behind requires fixed-width pattern
