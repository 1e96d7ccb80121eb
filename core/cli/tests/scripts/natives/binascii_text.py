# binascii: base 64, hexadecimal, uu, quoted-printable, checksums
import binascii as b

def shown(f):
    """What a call gives, or what it raises."""
    try:
        return str(f())
    except BaseException as e:
        return f"{type(e).__name__} {e}".rstrip()


def check(f, expected):
    got = shown(f)
    assert got == expected, (got, expected)


lines = []


for x in [b'', b'YQ==', b'YWI=', b'YWJj', b'YQ', b'YQ=', b'Y', b'YW Jj\n', b'YWJ*j', b'YWJj=', b'=YWJj', b'YWJjZA==xx', b'YQ===', b'Y=Q=', b'YQ=\n=', b'====', 'YWJj', 'é', b'YWI=YWI=', b'Y===', b'A=BCD', b'YW==', b'YQ==YQ==']:
    lines.append(' '.join(map(str, [x])))
    lines.append(shown(lambda: b.a2b_base64(x)))
    lines.append(' '.join(map(str, ['   strict'])))
    lines.append(shown(lambda: b.a2b_base64(x, strict_mode=True)))
assert lines == [
    "b''",
    "b''",
    '   strict',
    "b''",
    "b'YQ=='",
    "b'a'",
    '   strict',
    "b'a'",
    "b'YWI='",
    "b'ab'",
    '   strict',
    "b'ab'",
    "b'YWJj'",
    "b'abc'",
    '   strict',
    "b'abc'",
    "b'YQ'",
    'Error Incorrect padding',
    '   strict',
    'Error Incorrect padding',
    "b'YQ='",
    'Error Incorrect padding',
    '   strict',
    'Error Incorrect padding',
    "b'Y'",
    'Error Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4',
    '   strict',
    'Error Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4',
    "b'YW Jj\\n'",
    "b'abc'",
    '   strict',
    'Error Only base64 data is allowed',
    "b'YWJ*j'",
    "b'abc'",
    '   strict',
    'Error Only base64 data is allowed',
    "b'YWJj='",
    "b'abc'",
    '   strict',
    'Error Excess padding not allowed',
    "b'=YWJj'",
    "b'abc'",
    '   strict',
    'Error Leading padding not allowed',
    "b'YWJjZA==xx'",
    "b'abcd\\x0cq'",
    '   strict',
    'Error Excess data after padding',
    "b'YQ==='",
    "b'a'",
    '   strict',
    'Error Excess padding not allowed',
    "b'Y=Q='",
    'Error Incorrect padding',
    '   strict',
    'Error Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4',
    "b'YQ=\\n='",
    "b'a'",
    '   strict',
    'Error Only base64 data is allowed',
    "b'===='",
    "b''",
    '   strict',
    'Error Leading padding not allowed',
    'YWJj',
    "b'abc'",
    '   strict',
    "b'abc'",
    'é',
    'ValueError string argument should contain only ASCII characters',
    '   strict',
    'ValueError string argument should contain only ASCII characters',
    "b'YWI=YWI='",
    'Error Incorrect padding',
    '   strict',
    'Error Excess data after padding',
    "b'Y==='",
    'Error Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4',
    '   strict',
    'Error Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4',
    "b'A=BCD'",
    "b'\\x00\\x10\\x83'",
    '   strict',
    'Error Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4',
    "b'YW=='",
    "b'a'",
    '   strict',
    "b'a'",
    "b'YQ==YQ=='",
    "b'a\\x06\\x10'",
    '   strict',
    'Error Excess data after padding',
], lines
lines.clear()
check(lambda: b.b2a_base64(b'abcd'), "b'YWJjZA==\\n'")
check(lambda: b.b2a_base64(b'abcd', newline=False), "b'YWJjZA=='")
check(lambda: b.b2a_base64('a'), "TypeError a bytes-like object is required, not 'str'")
check(lambda: b.a2b_hex('61 62'), 'Error Odd-length string')
check(lambda: b.a2b_hex('6'), 'Error Odd-length string')
check(lambda: b.a2b_hex('6g'), 'Error Non-hexadecimal digit found')
check(lambda: b.unhexlify(b'6162'), "b'ab'")
check(lambda: b.hexlify(b'abcde'), "b'6162636465'")
check(lambda: b.hexlify(b'abcde', ':'), "b'61:62:63:64:65'")
check(lambda: b.hexlify(b'abcde', '-', 2), "b'61-6263-6465'")
check(lambda: b.hexlify(b'abcde', b'-', -2), "b'6162-6364-65'")
check(lambda: b.hexlify(b'ab', '::'), 'ValueError sep must be length 1.')
check(lambda: b.hexlify(b'ab', 'é'), "b'61\\xe962'")
check(lambda: b.hexlify('a'), "TypeError a bytes-like object is required, not 'str'")
check(lambda: b.hexlify(b'ab', 1), "TypeError object of type 'int' has no len()")
check(lambda: b.a2b_hex(1), "TypeError argument should be bytes, buffer or ASCII string, not 'int'")
check(lambda: b.a2b_hex('é'), 'ValueError string argument should contain only ASCII characters')
check(lambda: b.crc32(b'hello'), '907060870')
check(lambda: b.crc32(b'hello', 5), '4277152246')
check(lambda: b.crc32(b'hello', -1), '265137764')
check(lambda: b.crc32(b'hello', 1 << 40), '907060870')
check(lambda: b.crc_hqx(b'hello', 0), '50018')
check(lambda: b.crc_hqx(b'hello', 131071), '53870')
check(lambda: b.crc32('a'), "TypeError a bytes-like object is required, not 'str'")
check(lambda: b.crc32(b'', 'a'), "TypeError 'str' object cannot be interpreted as an integer")
check(lambda: b.b2a_uu(b'hello'), "b'%:&5L;&\\\\ \\n'")
check(lambda: b.b2a_uu(b'\x00\x00'), 'b\'"    \\n\'')
check(lambda: b.b2a_uu(b'\x00\x00', backtick=True), 'b\'"````\\n\'')
check(lambda: b.b2a_uu(b'a' * 46), 'Error At most 45 bytes at once')
check(lambda: b.a2b_uu(b'%:&5L;&\\ \n'), "b'hello'")
check(lambda: b.a2b_uu(b''), 'Error Missing length byte')
check(lambda: b.a2b_uu(b'\x7f'), "b'\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00'")
check(lambda: b.a2b_uu(b'!``'), "b'\\x00'")
check(lambda: b.a2b_uu(b'"!!!!a'), 'Error Trailing garbage')
check(lambda: b.a2b_uu(b'#86)C  x'), 'Error Trailing garbage')
check(lambda: b.a2b_uu(b'#86'), "b'a`\\x00'")
check(lambda: b.b2a_uu(b''), "b' \\n'")
check(lambda: b.a2b_uu(b'#86\x7fC'), 'Error Illegal char')
for x in [b'a=20b=\n=3D=zz=4', b'a=\r\nb', b'=', b'==', b'a_b', b'=AB=ab', b'a=x', b'=\nabc', b'a=']:
    lines.append(' '.join(map(str, [x])))
    lines.append(shown(lambda: b.a2b_qp(x)))
    lines.append(shown(lambda: b.a2b_qp(x, header=True)))
assert lines == [
    "b'a=20b=\\n=3D=zz=4'",
    "b'a b==zz=4'",
    "b'a b==zz=4'",
    "b'a=\\r\\nb'",
    "b'ab'",
    "b'ab'",
    "b'='",
    "b''",
    "b''",
    "b'=='",
    "b'='",
    "b'='",
    "b'a_b'",
    "b'a_b'",
    "b'a b'",
    "b'=AB=ab'",
    "b'\\xab\\xab'",
    "b'\\xab\\xab'",
    "b'a=x'",
    "b'a=x'",
    "b'a=x'",
    "b'=\\nabc'",
    "b'abc'",
    "b'abc'",
    "b'a='",
    "b'a'",
    "b'a'",
], lines
lines.clear()
for x in [b'hello world ', b'a\tb\n', b'a b\n', b'=\xff', b'.\n', b'x' * 80, b'a' * 75 + b'=', b'a\r\nb \r\nc', b'a\rb', b'a_b c', b'  \n', b'.', b'.a', b'a.\n.\n', b'x' * 76, b'x' * 74 + b'\xff', b'\t', b' ', b'foo ', b'a\n\n', b'ab \t\n']:
    lines.append(' '.join(map(str, [x])))
    lines.append(shown(lambda: b.b2a_qp(x)))
    lines.append(shown(lambda: b.b2a_qp(x, quotetabs=True)))
    lines.append(shown(lambda: b.b2a_qp(x, istext=False)))
    lines.append(shown(lambda: b.b2a_qp(x, header=True)))
assert lines == [
    "b'hello world '",
    "b'hello world=20'",
    "b'hello=20world=20'",
    "b'hello world=20'",
    "b'hello_world=20'",
    "b'a\\tb\\n'",
    "b'a\\tb\\n'",
    "b'a=09b\\n'",
    "b'a\\tb=0A'",
    "b'a\\tb\\n'",
    "b'a b\\n'",
    "b'a b\\n'",
    "b'a=20b\\n'",
    "b'a b=0A'",
    "b'a_b\\n'",
    "b'=\\xff'",
    "b'=3D=FF'",
    "b'=3D=FF'",
    "b'=3D=FF'",
    "b'=3D=FF'",
    "b'.\\n'",
    "b'=2E\\n'",
    "b'=2E\\n'",
    "b'=2E=0A'",
    "b'=2E\\n'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\\nxxxxx'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\\nxxxxx'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\\nxxxxx'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\\nxxxxx'",
    "b'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa='",
    "b'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=\\n=3D'",
    "b'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=\\n=3D'",
    "b'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=\\n=3D'",
    "b'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa=\\n=3D'",
    "b'a\\r\\nb \\r\\nc'",
    "b'a\\r\\nb=20\\r\\nc'",
    "b'a\\r\\nb=20\\r\\nc'",
    "b'a=0D=0Ab =0D=0Ac'",
    "b'a\\r\\nb_\\r\\nc'",
    "b'a\\rb'",
    "b'a\\rb'",
    "b'a\\rb'",
    "b'a=0Db'",
    "b'a\\rb'",
    "b'a_b c'",
    "b'a_b c'",
    "b'a_b=20c'",
    "b'a_b c'",
    "b'a=5Fb_c'",
    "b'  \\n'",
    "b' =20\\n'",
    "b'=20=20\\n'",
    "b'  =0A'",
    "b'__\\n'",
    "b'.'",
    "b'=2E'",
    "b'=2E'",
    "b'=2E'",
    "b'=2E'",
    "b'.a'",
    "b'.a'",
    "b'.a'",
    "b'.a'",
    "b'.a'",
    "b'a.\\n.\\n'",
    "b'a.\\n=2E\\n'",
    "b'a.\\n=2E\\n'",
    "b'a.=0A.=0A'",
    "b'a.\\n=2E\\n'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\xff'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\\n=FF'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\\n=FF'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\\n=FF'",
    "b'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=\\n=FF'",
    "b'\\t'",
    "b'=09'",
    "b'=09'",
    "b'=09'",
    "b'=09'",
    "b' '",
    "b'=20'",
    "b'=20'",
    "b'=20'",
    "b'=20'",
    "b'foo '",
    "b'foo=20'",
    "b'foo=20'",
    "b'foo=20'",
    "b'foo=20'",
    "b'a\\n\\n'",
    "b'a\\n\\n'",
    "b'a\\n\\n'",
    "b'a=0A=0A'",
    "b'a\\n\\n'",
    "b'ab \\t\\n'",
    "b'ab =09\\n'",
    "b'ab=20=09\\n'",
    "b'ab \\t=0A'",
    "b'ab_=09\\n'",
], lines
lines.clear()
