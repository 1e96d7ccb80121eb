# \N escapes and identifiers outside ASCII, with normalisation.
print("\N{GREEK SMALL LETTER ALPHA}\N{SNOWMAN}\N{LATIN SMALL LETTER E WITH ACUTE}", "\N{Latin Small Letter A}", "\N{LINE FEED}" == "\n")
# expect: α☃é a True
é = 1
变量 = 2
ﬁ = 3
print(é, 变量, fi, "fi" in globals(), "ﬁ" in globals())
# expect: 1 2 3 True False

class Ü:
    ñ = 5

print(Ü.ñ, getattr(Ü, "ñ"), Ü.__name__)
# expect: 5 5 Ü
def f(ü=1, *, ß): return ü + ß
print(f(ß=2), f(**{"ü": 5, "ß": 6}))
# expect: 3 11
for bad in (r'"\N{NO SUCH NAME}"', r'"\x4"', r'"\u123"', r'"\U00110000"', r'"\N"', "€ = 1", "a\u200bb = 1"):
    try:
        compile(bad, "<t>", "exec")
    except SyntaxError as e:
        print(e.msg)
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-15: unknown Unicode character name
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: truncated \xXX escape
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-4: truncated \uXXXX escape
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-9: illegal Unicode character
# expect: (unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: malformed \N character escape
# expect: invalid character '€' (U+20AC)
# expect: invalid non-printable character U+200B
