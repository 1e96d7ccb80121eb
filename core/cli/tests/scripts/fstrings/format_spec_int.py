# Format specifications of integers.
for spec in ("d", "5", "<5", "^5", "=+6", "05", "+", " ", ",", "_", "b", "#b", "o", "#o", "x", "#X", "#010x", "_b", "_x", "c", "n", ",d", "*>8,", "e", ".2f", "%", "010,", "z.1f"):
    print(repr(spec), format(65, spec), format(-1234567, spec) if spec != "c" else "")
# expect: 'd' 65 -1234567
# expect: '5'    65 -1234567
# expect: '<5' 65    -1234567
# expect: '^5'  65   -1234567
# expect: '=+6' +   65 -1234567
# expect: '05' 00065 -1234567
# expect: '+' +65 -1234567
# expect: ' '  65 -1234567
# expect: ',' 65 -1,234,567
# expect: '_' 65 -1_234_567
# expect: 'b' 1000001 -100101101011010000111
# expect: '#b' 0b1000001 -0b100101101011010000111
# expect: 'o' 101 -4553207
# expect: '#o' 0o101 -0o4553207
# expect: 'x' 41 -12d687
# expect: '#X' 0X41 -0X12D687
# expect: '#010x' 0x00000041 -0x012d687
# expect: '_b' 100_0001 -1_0010_1101_0110_1000_0111
# expect: '_x' 41 -12_d687
# expect: 'c' A
# expect: 'n' 65 -1234567
# expect: ',d' 65 -1,234,567
# expect: '*>8,' ******65 -1,234,567
# expect: 'e' 6.500000e+01 -1.234567e+06
# expect: '.2f' 65.00 -1234567.00
# expect: '%' 6500.000000% -123456700.000000%
# expect: '010,' 00,000,065 -1,234,567
# expect: 'z.1f' 65.0 -1234567.0
for bad in ("s", "q", ".3d", "+c", ",x", "5.", "#,b_", "<<<5", "z"):
    try:
        print(format(5, bad))
    except ValueError as e:
        print(repr(bad), e)
# expect: 's' Unknown format code 's' for object of type 'int'
# expect: 'q' Unknown format code 'q' for object of type 'int'
# expect: '.3d' Precision not allowed in integer format specifier
# expect: '+c' Sign not allowed with integer format specifier 'c'
# expect: ',x' Cannot specify ',' with 'x'.
# expect: '5.' Format specifier missing precision
# expect: '#,b_' Invalid format specifier '#,b_' for object of type 'int'
# expect: '<<<5' Invalid format specifier '<<<5' for object of type 'int'
# expect: 'z' Negative zero coercion (z) not allowed in integer format specifier
