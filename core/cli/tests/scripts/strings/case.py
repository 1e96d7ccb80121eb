# Case conversions, also where the length changes.
print("Hello World".upper(), "Hello".lower(), "hello world".title(), "hELLO wORLD".capitalize(), "Hello".swapcase(), "Straße".casefold(), "Straße".upper(), "ß".lower())
# expect: HELLO WORLD hello Hello World Hello world hELLO strasse STRASSE ß
print("they're bill's".title(), "x1y2".title(), "ŉ".upper(), "İ".lower() == "i\u0307", "ΑΣ".lower(), "Σ".lower(), "ΑΣΑ".lower(), "ǆ".title(), "ﬁ".upper(), "ﬁ".capitalize())
# expect: They'Re Bill'S X1Y2 ʼN True ας σ ασα ǅ FI Fi
print("abc".isupper(), "ABC".isupper(), "A1".isupper(), "1".isupper(), "abc".islower(), "Abc Def".istitle(), "Abc def".istitle(), "".istitle())
# expect: False True True False True True False False
print("ÀÉ".lower(), "àé".upper(), "日本".upper(), "K".lower(), "ſ".upper(), "ß".casefold() == "ss".casefold(), "ά".upper())
# expect: àé ÀÉ 日本 k S True Ά
