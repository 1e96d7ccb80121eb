# Lone surrogates and characters beyond the BMP count as one each.
s = "\ud83d\ude00"
print(len(s), s == "😀", ascii(s), ascii(s.encode("utf-16", "surrogatepass").decode("utf-16")), len("😀"), ascii("😀"[0]))
# expect: 2 False '\ud83d\ude00' '\U0001f600' 1 '\U0001f600'
t = "a\udc80b"
print(len(t), ascii(t.upper()), ascii(t[1]), t.isalpha(), ascii(t + "é"), t < "b", t in {t: 1}, ascii(t.replace("\udc80", "x")))
# expect: 3 'A\udc80B' '\udc80' False 'a\udc80b\xe9' True True 'axb'
try:
    print(t.encode())
except UnicodeEncodeError as e:
    print(e.reason, e.start)
    # expect: surrogates not allowed 1
print("\U00010000" > "\uffff", max("\uffff", "\U00010000") == "\U00010000", "é" "\U0001F600".upper(), ascii("\U0001F600"[::-1]), [hex(ord(c)) for c in "a\U0001F600\uffff"])
# expect: True True É😀 '\U0001f600' ['0x61', '0x1f600', '0xffff']
