# The % operator on strings: conversions, flags, width and precision, mappings.
print("%d %i %u %s %r %a %c %c %%" % (1, 2.9, 3, "s", "r", "é", "c", 65))
# expect: 1 2 3 s 'r' '\xe9' c A %
print("%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%#o" % (42, 42, 42, 42, 42, 255, 255, 255, 8, 8))
# expect:    42|42   |00042|+42| 42|ff|FF|0xff|10|0o10
print("%f|%.2f|%10.3f|%e|%E|%g|%G|%.3g|%+.1e" % (1.5, 1.005, 3.14159, 12345.678, 1e-5, 1e-5, 1e20, 1234.5, 5))
# expect: 1.500000|1.00|     3.142|1.234568e+04|1.000000E-05|1e-05|1E+20|1.23e+03|+5.0e+00
print("%s %s" % ("a", [1]), "%s" % ((1, 2),), "%(k)s %(n)05.1f %%" % {"k": "v", "n": 2.25}, "%.3s|%-6s|%6.2s|" % ("abcdef", "ab", "xyz"))
# expect: a [1] (1, 2) v 002.2 % abc|ab    |    xy|
print("%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159), "no args" % (), "%s" % None, "x" % {"a": 1})
# expect:     1|2    |3.14 no args None x
for template, args in (("%d", "x"), ("%s %s", (1,)), ("%s", (1, 2)), ("%c", 1.5), ("%c", "ab"), ("%q", 1), ("%", 1), ("%(a)s", 1), ("%(a)s", {}),
                       ("%d", 1j), ("%x", 1.5), ("%(a", {}), ("%*d", ("x", 1)), ("%i", None)):
    try:
        print(template % args)
    except Exception as e:
        print(template, type(e).__name__, e)
# expect: %d TypeError %d format: a real number is required, not str
# expect: %s %s TypeError not enough arguments for format string
# expect: %s TypeError not all arguments converted during string formatting
# expect: %c TypeError %c requires an int or a unicode character, not float
# expect: %c TypeError %c requires an int or a unicode character, not a string of length 2
# expect: %q ValueError unsupported format character 'q' (0x71) at index 1
# expect: % ValueError incomplete format
# expect: %(a)s TypeError format requires a mapping
# expect: %(a)s KeyError 'a'
# expect: %d TypeError %d format: a real number is required, not complex
# expect: %x TypeError %x format: an integer is required, not float
# expect: %(a ValueError incomplete format key
# expect: %*d TypeError * wants int
# expect: %i TypeError %i format: a real number is required, not NoneType
