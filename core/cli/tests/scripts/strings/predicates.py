# isalpha and its kin over several scripts and the empty string.
samples = ("abc", "ab1", "123", "", " \t", "é", "日本", "²", "½", "٣", "_x1", "1x", "a b", "\n", "Ⅷ", "class", "\u200b", "😀", "x\u0301")
for name in ("isalpha", "isalnum", "isdigit", "isdecimal", "isnumeric", "isspace", "isidentifier", "isprintable", "isascii"):
    print(name, "".join("01"[getattr(s, name)()] for s in samples))
# expect: isalpha 1000011000000001000
# expect: isalnum 1110011111010011000
# expect: isdigit 0010000101000000000
# expect: isdecimal 0010000001000000000
# expect: isnumeric 0010000111000010000
# expect: isspace 0000100000000100000
# expect: isidentifier 1100011000100011001
# expect: isprintable 1111011111111011011
# expect: isascii 1111100000111101000
