# center, ljust, rjust, zfill.
print("|".join(["ab".center(6), "ab".center(5), "abc".center(6), "ab".ljust(4), "ab".rjust(4), "ab".center(1), "x".center(4, "*"), "x".ljust(3, "é"), "日".rjust(3)]))
# expect:   ab  |  ab | abc  |ab  |  ab|ab|*x**|xéé|  日
print("42".zfill(5), "-42".zfill(5), "+4".zfill(4), "x".zfill(3), "".zfill(2), "--1".zfill(5), "12345".zfill(3), "é".zfill(3))
# expect: 00042 -0042 +004 00x 00 -00-1 12345 00é
for bad in (lambda: "a".center(3, "xy"), lambda: "a".ljust(3, ""), lambda: "a".rjust("3"), lambda: "a".zfill(1.5), lambda: "a".center()):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: The fill character must be exactly one character long
# expect: The fill character must be exactly one character long
# expect: 'str' object cannot be interpreted as an integer
# expect: 'float' object cannot be interpreted as an integer
# expect: center expected at least 1 argument, got 0
for n in range(8):
    assert len("abc".center(n)) == max(3, n) and "abc".ljust(n).startswith("abc") and "abc".rjust(n).endswith("abc")
