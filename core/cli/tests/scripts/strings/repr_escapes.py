# repr and ascii escape what cannot be printed, and choose their quotes.
for s in ("plain", "it's", 'say "hi"', "both ' and \"", "tab\tnl\ncr\rbs\\", "\0\x01\x7f\x80\xad", "é日😀", "\ud800", "\u2028\u200b\ufeff", "\U000e0001", ""):
    print(repr(s), ascii(s))
# expect: 'plain' 'plain'
# expect: "it's" "it's"
# expect: 'say "hi"' 'say "hi"'
# expect: 'both \' and "' 'both \' and "'
# expect: 'tab\tnl\ncr\rbs\\' 'tab\tnl\ncr\rbs\\'
# expect: '\x00\x01\x7f\x80\xad' '\x00\x01\x7f\x80\xad'
# expect: 'é日😀' '\xe9\u65e5\U0001f600'
# expect: '\ud800' '\ud800'
# expect: '\u2028\u200b\ufeff' '\u2028\u200b\ufeff'
# expect: '\U000e0001' '\U000e0001'
# expect: '' ''
for s in map(chr, [*range(300), 0x2028, 0xD7FF, 0xDFFF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF]):
    assert eval(repr(s)) == s and eval(ascii(s)) == s and ascii(s).isascii()
print(repr(["'", '"']), f"{'x'!r}", "%r %a" % ("é", "é"))
# expect: ["'", '"'] 'x' 'é' '\xe9'
