# Digits of other scripts in int, float and the string predicates.
print(int("१२३"), float("१.५"), int("𝟜𝟚"), "१२३".isdigit(), "१".isdecimal(), "²".isdigit(), "²".isdecimal(), "Ⅷ".isnumeric(), "一".isnumeric())
# expect: 123 1.5 42 True True True False True True
for bad in ("²", "Ⅷ", "½", "一", "1\u00a02", "\ud800"):
    try:
        print(int(bad))
    except ValueError as e:
        print(ascii(str(e)))
# expect: "invalid literal for int() with base 10: '\xb2'"
# expect: "invalid literal for int() with base 10: '\u2167'"
# expect: "invalid literal for int() with base 10: '\xbd'"
# expect: "invalid literal for int() with base 10: '\u4e00'"
# expect: "invalid literal for int() with base 10: '1\\xa02'"
# expect: "invalid literal for int() with base 10: '\\ud800'"
print(int("\u00a042\u2003"), float("\u20031.5\n"), ascii("٤٢"), "{:d}".format(int("٤٢")))
# expect: 42 1.5 '\u0664\u0662' 42
