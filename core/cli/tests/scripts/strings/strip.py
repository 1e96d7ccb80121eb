# strip, lstrip, rstrip with characters to take; removeprefix and removesuffix.
print(repr("  a b \t\n".strip()), repr("  a ".lstrip()), repr("  a ".rstrip()), "xxaxbxx".strip("x"), "abcba".strip("ab"), "abc".strip(""), "é日é".strip("é"), repr("\u2003a\u00a0".strip()))
# expect: 'a b' 'a ' '  a' axb c abc 日 'a'
print("www.example.com".lstrip("w."), "a.txt".rstrip(".tx"), "aaa".strip("a") == "", "".strip(), repr("\x1c\x1fa\x85".strip()))
# expect: example.com a True  'a'
print("prefix-body".removeprefix("prefix-"), "body".removeprefix("x"), "body.txt".removesuffix(".txt"), "body".removesuffix(""), "aa".removeprefix("aa") == "")
# expect: body body body body True
for bad in (lambda: "a".strip(5), lambda: "a".removeprefix(), lambda: "a".strip("a", "b")):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: strip arg must be None or str
# expect: str.removeprefix() takes exactly one argument (0 given)
# expect: strip expected at most 1 argument, got 2
s = "unchanged"
print(s.strip() == s, " x".strip(None))
# expect: True x
