# Literals of every kind, Ellipsis, NotImplemented, and what __debug__ is.
print(0x_ff, 0b1010, 0o17, 1_000_000, 1e3, .5, 5., 1E-2, 3j, 1_0.0_1)
# expect: 255 10 15 1000000 1000.0 0.5 5.0 0.01 3j 10.01
print('a' "b" '''c''', r"\n", "\x41\u0042\U00000043\103\N{LATIN SMALL LETTER D}")
# expect: abc \n ABCCd
print(b"\x00\xffA" b"b", rb"\d")
# expect: b'\x00\xffAb' b'\\d'
print(..., Ellipsis is ..., NotImplemented, type(None), type(...))
# expect: Ellipsis True NotImplemented <class 'NoneType'> <class 'ellipsis'>
print(__debug__, True + True, None)
# expect: True 2 None
print("""two
lines""")
# expect: two
# expect: lines
print('\
joined', "tab\there")
# expect: joined tab	here
