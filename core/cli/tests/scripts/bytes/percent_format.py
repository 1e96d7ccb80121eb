# The % operator on bytes.
print(b"%d %5d|%-5d|%05d" % (1, 2, 3, 4), b"%s %b" % (b"a", bytearray(b"b")), b"%x %X %o %#x" % (255, 255, 8, 255), b"%c%c" % (65, b"B"), b"%.2f %e %g" % (1.5, 1.5, 1.5))
# expect: b'1     2|3    |00004' b'a b' b'ff FF 10 0xff' b'AB' b'1.50 1.500000e+00 1.5'
print(b"%r %a" % ("é", [1]), b"%%", b"%(k)s" % {b"k": b"v"}, b"%5s|%-5s|%.1s" % (b"a", b"b", b"cd"), bytearray(b"%d") % 5, b"%s" % memoryview(b"mv"))
# expect: b"'\\xe9' [1]" b'%%' b'v' b'    a|b    |c' bytearray(b'5') b'mv'
for template, args in ((b"%s", "str"), (b"%d", "x"), (b"%c", 256), (b"%c", b"ab"), (b"%q", 1), (b"%s", ()), (b"%d", (1, 2)), (b"%b", 5)):
    try:
        print(template % args)
    except (TypeError, ValueError, OverflowError) as e:
        print(template, type(e).__name__, e)
# expect: b'%s' TypeError %b requires a bytes-like object, or an object that implements __bytes__, not 'str'
# expect: b'%d' TypeError %d format: a real number is required, not str
# expect: b'%c' OverflowError %c arg not in range(256)
# expect: b'%c' TypeError %c requires an integer in range(256) or a single byte, not a bytes object of length 2
# expect: b'%q' ValueError unsupported format character 'q' (0x71) at index 1
# expect: b'%s' TypeError not enough arguments for format string
# expect: b'%d' TypeError not all arguments converted during bytes formatting
# expect: b'%b' TypeError %b requires a bytes-like object, or an object that implements __bytes__, not 'int'
