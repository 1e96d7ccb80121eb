"""Writes the cases of `python.rs`: arguments, and what python3.14 makes of them.

    python3.14 cases.py SEED COUNT > cases.tsv

COUNT random cases an operation, and the special ones. A line is: operation, arguments, result, between tabs.
A float is its 16 hexadecimal digits, or `nan`; text is ASCII with `\\u{...}`; an error is `!Type message`.
"""
import cmath, math, operator, random, struct, sys

seed, COUNT = int(sys.argv[1]), int(sys.argv[2])
rnd = random.Random(seed)
sys.set_int_max_str_digits(0)
inf, nan = math.inf, math.nan


def show(v):
    if isinstance(v, bool):
        return str(v)
    if isinstance(v, int):
        return str(v)
    if isinstance(v, float):
        return 'nan' if v != v else struct.pack('>d', v).hex()
    if isinstance(v, complex):
        return show(v.real) + ' ' + show(v.imag)
    if isinstance(v, (tuple, list)):
        return ' '.join(show(x) for x in v)
    if isinstance(v, bytes):
        return v.hex()
    if v is None:
        return 'None'
    return ''.join(c if ' ' <= c <= '~' and c != '\\' else f'\\u{{{ord(c):x}}}' for c in v)


def case(op, f, *args):
    try:
        result = show(f(*args))
    except Exception as e:
        result = show(f'!{type(e).__name__} {e}')
    if op == 'cmath.phase' and result.startswith('!'):
        return  # an angle that underflows: left to the C library's errno
    print(op, *[show(a) for a in args], result, sep='\t')


def integer(bits=None):
    kind = rnd.randrange(8)
    if kind == 0:
        return rnd.choice([0, 1, -1, 2, -2, 3, 10, 2**62 - 1, 2**62, -2**62, -2**62 - 1, 2**63 - 1, 2**63, -2**63,
                           -2**63 - 1, 2**64 - 1, 2**64, -2**64, 2**53 + 1, 2**127, -2**127, 2**128 - 1, 2**61 - 1])
    size = rnd.choice([4, 30, 61, 62, 63, 64, 65, 100, 127, 128, 200, 700]) if bits is None else rnd.randrange(1, bits)
    return rnd.choice([1, -1]) * rnd.getrandbits(size)


SPECIAL = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, -2.0, 1.5, 3.0, 1e16, 1e-5, 0.1, 123456.789, 1e22, 1e300, 1e-300, inf,
           -inf, nan, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 2.0**53, 2.0**63, -2.0**63, 1e308, 709.0]


def real():
    kind = rnd.randrange(6)
    if kind == 0:
        return rnd.choice(SPECIAL)
    if kind == 1:
        return struct.unpack('>d', rnd.randbytes(8))[0]
    if kind == 2:
        return rnd.uniform(-10, 10)
    if kind == 3:
        return float(rnd.randrange(-1000, 1000))
    if kind == 4:
        return rnd.randrange(-10**6, 10**6) / 10**rnd.randrange(8)
    return rnd.uniform(-1, 1) * 10.0**rnd.randrange(-25, 25)


def comp():
    return complex(real(), real())


def times(f, grid=(), *, scale=1):
    for args in grid:
        f(*args)
    for _ in range(max(1, int(COUNT * scale))):
        f()


def binary(name, f, left, right, grid=()):
    for a, b in grid:
        case(name, f, a, b)
    for _ in range(COUNT):
        case(name, f, left(), right())


def unary(name, f, arg, grid=()):
    for a in grid:
        case(name, f, a)
    for _ in range(COUNT):
        case(name, f, arg())


# Integers
for name in 'add sub mul floordiv mod truediv and_ or_ xor'.split():
    binary('int.' + name, getattr(operator, name), integer, integer)
binary('int.divmod', divmod, integer, integer)
binary('int.lshift', operator.lshift, integer, lambda: rnd.randrange(-3, 300))
binary('int.rshift', operator.rshift, integer, lambda: rnd.randrange(-3, 300))
binary('int.pow', lambda a, b: a**b if b >= 0 else operator.index(None), lambda: integer(70), lambda: rnd.randrange(0, 40))
binary('int.gcd', math.gcd, integer, integer)
binary('int.lcm', math.lcm, integer, integer)
binary('int.round', lambda a, n: round(a, -n), integer, lambda: rnd.randrange(0, 30), [(25, 1), (35, 1), (-25, 1), (5, 5)])
binary('int.cmp_float', lambda a, x: None if x != x else (a > x) - (a < x), integer, lambda: rnd.choice([real(), float(integer())]),
       [(2**53 + 1, 2.0**53), (2**63 - 1, 2.0**63), (-2**63 - 1, -2.0**63)])
for name, f in dict(neg=operator.neg, invert=operator.invert, abs=abs, float=float, hash=hash, str=str, isqrt=math.isqrt,
                    bit_length=int.bit_length, bit_count=int.bit_count, bin=lambda a: format(abs(a), 'b'),
                    oct=lambda a: format(abs(a), 'o'), hex=lambda a: format(abs(a), 'x')).items():
    unary('int.' + name, f, integer)
unary('int.float', float, lambda: rnd.getrandbits(60) << rnd.randrange(900, 970), [2**1024 - 2**970, 2**1024 - 2**970 - 1])
for _ in range(COUNT):
    case('int.truediv', operator.truediv, rnd.getrandbits(rnd.randrange(1, 2500)), 1 + rnd.getrandbits(rnd.randrange(1, 2500)))
    case('int.powmod', pow, integer(), integer(200), integer())
    case('int.to_bytes', lambda a, n, big, signed: a.to_bytes(n, 'big' if big else 'little', signed=bool(signed)),
         integer(), rnd.randrange(20), rnd.randrange(2), rnd.randrange(2))
    case('int.from_bytes', lambda big, signed, b: int.from_bytes(b, 'big' if big else 'little', signed=bool(signed)),
         rnd.randrange(2), rnd.randrange(2), rnd.randbytes(rnd.randrange(1, 20)))


def digits(alphabet, n):
    return ''.join(rnd.choice(alphabet) for _ in range(rnd.randrange(n)))


def int_text(text, base):
    try:
        return int(text, base)
    except ValueError as e:
        raise ValueError('invalid' if 'invalid literal' in str(e) else str(e)) from None


for text in ['', '0', '-0', '00', '01', '0_0', '0x1F', '0b12', '0o17', '0x', '_1', '1_', '1__0', '1_0', ' 12 ', '\t-5\n',
             '+ 1', '--1', '\u0661\u0662', '\x1c5', '5\x1f', '\u20281', '0x_f', '0_x1', 'z', '\ud7ff', '1\x00', '\x00']:
    for base in (0, 2, 10, 16, 36, 1, 37):
        case('int.parse', int_text, text, base)
for _ in range(COUNT):
    case('int.parse', int_text, digits('0123456789', 60), 10)
    case('int.parse', int_text, rnd.choice(['', '0x', '0b', '0o', '-', '+', ' ']) + digits('01_79afz', 12), rnd.choice([0, 2, 8, 10, 16, 36]))

# Floats
for name in 'floordiv mod truediv'.split():
    binary('float.' + name, getattr(operator, name), real, real)
binary('float.divmod', divmod, real, real, [(a, b) for a in SPECIAL for b in SPECIAL[:10] + [inf, -inf]] if COUNT > 50 else [])
binary('float.pow', lambda a, b: nan if isinstance(r := a**b, complex) else r, real, real,
       [(a, b) for a in SPECIAL for b in SPECIAL[:10] + [inf, -inf, nan]] if COUNT > 50 else [])
binary('float.round', round, real, lambda: rnd.randrange(-12, 20),
       [(2.675, 2), (25.0, -1), (35.0, -1), (25.1, -1), (1.5e308, -308), (0.5, 0), (1.5, 0), (2.5, 0), (5e-324, 323)])
for name, f in dict(repr=repr, hex=float.hex, hash=lambda x: None if x != x else hash(x), int=int, round0=round,
                    ratio=float.as_integer_ratio, is_integer=float.is_integer).items():
    unary('float.' + name, f, real, SPECIAL)
unary('float.repr', repr, lambda: float(rnd.getrandbits(53)) * 2.0**rnd.randrange(-8, 40), [164584077970633.125, 639129757921820.25])
unary('float.repr', repr, lambda: struct.unpack('>d', rnd.randbytes(8))[0])


def float_text(text):
    try:
        return float(text)
    except ValueError:
        raise ValueError('invalid') from None


for text in ['', '.', '1.', '.5', '1e5', '1e', '1e+', '1_0.0_1e1_0', '1_.0', '1._0', '1e_5', 'inf', '-Infinity', 'nan', '-nAn',
             'infinit', 'in_f', '0x1', ' 1 ', '1 1', '\u0661.\u0665', '1e999999999999999999999', '-1e-999999999999999999999',
             '\x1c1', '+.5', '+-5', '1.5e3.', '179769313486231580793728971405301e276', '2.4703282292062327208e-324',
             '9007199254740993', '9007199254740992.99999999999999999999']:
    case('float.parse', float_text, text)
for _ in range(COUNT):
    case('float.parse', float_text, f'{digits("0123456789", 25)}.{digits("0123456789", 25)}e{rnd.randrange(-330, 320)}')
    case('float.parse', float_text, digits('0123456789._e+-', 8))
for text in ['0x.8p1', '0x1.', '0x', '0xp1', '1.8p', '-0x1.fffffffffffff8p0', '0x1.fffffffffffff8p1023', ' 0X1P+3 ', '-inf', 'nan',
             '0x1.fffffffffffff7fp1023', '0x0.8p-1074', '0x0.81p-1074', '1p-99999999999999999999999', '0p99999999999999999999',
             '1..0', '1p1.5', '1p+', '0x0.00000000000000000000000000000000000000000000001p200', '1' + '0' * 400 + 'p-1600']:
    case('float.fromhex', float.fromhex, text)
for _ in range(COUNT):
    case('float.fromhex', float.fromhex, f'0x{digits("0123456789abcdef", 20)}.{digits("0123456789abcdef", 20)}p{rnd.randrange(-1100, 1050)}')

# Complex
GRID = [complex(a, b) for a in (0.0, -0.0, 1.0, -2.0, inf, -inf, nan) for b in (0.0, -0.0, 1.0, -2.0, inf, -inf, nan)]
PAIRS = [(a, b) for a in GRID for b in GRID] if COUNT > 50 else [(rnd.choice(GRID), rnd.choice(GRID)) for _ in range(20)]
for name in 'add sub mul truediv'.split():
    f = getattr(operator, name)
    binary('complex.' + name, f, comp, comp, PAIRS)
    for z, x in [(z, x) for z in GRID for x in (0.0, -0.0, 2.0, -inf, nan)] if COUNT > 50 else [(rnd.choice(GRID), rnd.choice(SPECIAL)) for _ in range(12)]:
        case(f'complex.{name}_real', f, z, x)
        case(f'complex.real_{name}', f, x, z)
    binary(f'complex.{name}_real', f, comp, real)
    binary(f'complex.real_{name}', f, real, comp)
binary('complex.pow', operator.pow, comp, lambda: rnd.choice([complex(rnd.randrange(-5, 110)), comp(), complex(0.5)]), PAIRS)
unary('complex.abs', abs, comp, GRID)
unary('complex.repr', repr, comp, GRID)
unary('complex.hash', lambda z: None if z != z else hash(z), comp, GRID)


def complex_text(text):
    try:
        return complex(text)
    except ValueError:
        raise ValueError('invalid') from None


for text in ['1', 'j', '-j', '+J', '1+j', '1-2j', '(1+2j)', ' ( 1-2j ) ', '((1))', '1 + 2j', '1+2', '1j+2', 'inf+nanj', '-infinityj',
             '1e5-1e-5j', '(1', '1)', '()', '', '1__0', '1_0+2_0j', '1+-2j', '1+', '1+2jj', '\u0661+\u0662j', 'nanj', '-nan-nanj', '1j2']:
    case('complex.parse', complex_text, text)

# Formatting
INT_SPECS = ['', 'd', '5', '<5', '^7', '=+8', '08', '012,', '09_', ',', '_', '+', ' ', 'b', '#b', '#010_x', 'X', '#X', 'o', '#o', 'c', 'n',
             'e', '.3f', '%', '_b', '016_b', 'x', '*>20', '\u4e00^9', '.2', 'z', '+c', '#c', ',b', ',_', '_,', 'q', 's', 'dd', 'd.', '.',
             '.,', '.,n', '99999999999999999999', '+ ', '\u00e9', ',\u00e9', '{<3', '=5.', '00', 'z<5', '#,', '020,', '021,', '022,', '023,']
for spec in INT_SPECS:
    for a in [0, 7, -1234, 123456789, -2**70, 255, 0x110000]:
        if COUNT > 50 or rnd.random() < 0.3:
            case('format.int', format, a, spec)
FLOAT_SPECS = ['', '.0', '.1', '.3', '.17', '.20', 'e', '.0e', '#.0e', '.3E', 'f', '.0f', '#.0f', '.2f', '.60f', 'g', 'G', '#g', '.3g', '.0g',
               '#.3g', 'n', '%', '.1%', 'F', '+.1f', ' .1f', 'z.1f', '+z.1f', 'z', '010', '015,.2f', ',', '_', ',.6_f', '.,f', '._f', '.6,',
               '.9,g', '030,.10,f', '030.10,f', '*^20.3', '<12', '=12', '#', '#.3', 'd', 's', ',n', '_n', '.,n', '.,d', 'x', 'zd', 'ff',
               '.2147483648f', '.3,e', 'E', '^011', '0=9', '.400f', '020_g', '021_g', '022_g']
for spec in FLOAT_SPECS:
    for x in [0.0, -0.0, 1.0, -1.5, 3.14159, 1234567.1234567, 1e16, 1e100, 1e-5, -0.04, inf, -inf, nan, 0.1, 2.5, 99.99, 123456.0, 12345.0]:
        if COUNT > 50 or rnd.random() < 0.2:
            case('format.float', format, x, spec)
for _ in range(COUNT):
    spec = rnd.choice(['', '+', ' ', 'z', '#']) + rnd.choice(['', '12', '020']) + rnd.choice(['', ',', '_']) + rnd.choice(
        ['', f'.{rnd.randrange(30)}']) + rnd.choice(['', 'e', 'f', 'g', '%', 'E', 'G'])
    case('format.float', format, real(), spec)
COMPLEX_SPECS = ['', '.2f', '10', '>30', '<30.3', 'e', 'g', '#', '+', ' ', ',', ',.1f', 'n', '.0', 'z.1f', '05', '=10', '%', 'd', '*^40', '0<5', 'F', '.3']
for spec in COMPLEX_SPECS:
    for z in [0j, 1 + 2j, -0j, complex(-0.0, 1.5), complex(1e16, -1e-5), complex(inf, nan), 1234567.5 - 0.04j]:
        if COUNT > 50 or rnd.random() < 0.3:
            case('format.complex', format, z, spec)
for spec in ['', '5', '>5', '^6', '=5', '05', '+', ' ', '-', '#', 'z', ',', '_', '.2', '.0', 's', 'd', 'q', '.2c', '*<7.2s', '.', '.,', 'ss', '.2.']:
    case('format.str', format, 'abc', spec)
for fmt in ['%d', '%5d', '%-5d|', '%05d', '%-05d|', '%+d', '% d', '%+ d', '%.5d', '%8.5d', '%-8.5d|', '%08.5d', '%x', '%#x', '%#08x', '%#.8x',
            '%-#8x|', '%o', '%#o', '%X', '%#X', '%i', '%u', '%ld', '%.0d', '%-+ 05d|', 'a%%b%d', '%hd', '%hhd', '%lld', '%q', '%5', '%',
            '%99999999999999999999d', '%.99999999999999999999d', '%.-1d', '%\u00e9', '%\x01', '%.d', '100%d%%', '%z']:
    for a in [0, 42, -255, 2**70]:
        if COUNT > 50 or rnd.random() < 0.4:
            case('printf.int', lambda f, a: f % a, fmt, a)
for fmt in ['%e', '%.0e', '%E', '%f', '%.2f', '%010.3f', '%-10.3f|', '%+.2e', '% g', '%G', '%#g', '%F', '%.0f', '%#.0f', '%.f', '%.30g', '%010f', '%.17g', '%lf', '%.60f']:
    for x in [0.0, -0.0, 1.5, -1e100, 1e-10, inf, -inf, nan, 0.1]:
        if COUNT > 50 or rnd.random() < 0.3:
            case('printf.float', lambda f, x: f % x, fmt, x)

# math
REALS = SPECIAL + [-3.0, 4.0, 23.0, 24.0, 171.0, 172.0, -180.5, 710.0, -746.0, 1000.0, 0.71, 1e-310]
for name in ('acos acosh asin asinh atan atanh cbrt cos cosh degrees erf erfc exp exp2 expm1 gamma lgamma log10 log1p log2 radians '
             'sin sinh sqrt tan tanh ulp frexp modf').split():
    f = getattr(math, name)
    unary('math.' + name, f, lambda: rnd.choice([real(), rnd.uniform(-1, 1), rnd.uniform(0, 30)]), REALS)
unary('math.log', math.log, real, REALS)
for name in ('log', 'log2', 'log10'):
    unary(f'math.{name}_int', getattr(math, name), lambda: rnd.getrandbits(rnd.randrange(1, 5000 if COUNT > 50 else 1500)), [0, -1, 1, 2**1024, 10**400])
for name in 'atan2 fmod remainder pow hypot nextafter copysign'.split():
    if name != 'copysign':
        binary('math.' + name, getattr(math, name), real, real, [(a, b) for a in SPECIAL for b in SPECIAL] if COUNT > 50 else [])
binary('math.ldexp', math.ldexp, real, lambda: rnd.randrange(-1100, 1100), [(1.0, 10**30), (1.0, -10**30), (0.0, 10**30), (inf, 5), (-1.0, 1024)])
binary('math.log_base', math.log, real, real, [(10.0, 1.0), (0.0, 0.0)])
for _ in range(COUNT):
    case('math.fma', math.fma, real(), real(), real())
    case('math.nextafter_steps', lambda a, b, n: math.nextafter(a, b, steps=n), real(), real(), rnd.choice([0, 1, 5, 10**15, 2**64, -1]))
    items = [real() if rnd.random() < 0.1 else rnd.uniform(-1, 1) * 2.0**rnd.randrange(-60, 60) for _ in range(rnd.randrange(9))]
    case('math.fsum', math.fsum, items)
    case('math.fsum', math.fsum, [rnd.choice(SPECIAL) for _ in range(rnd.randrange(5))])
    items = [rnd.uniform(-1, 1) * 2.0**rnd.randrange(-20, 20) for _ in range(rnd.randrange(1, 6))]
    others = [rnd.uniform(-1, 1) * 2.0**rnd.randrange(-20, 20) for _ in items]
    case('math.hypotn', lambda v: math.hypot(*v), items)
    case('math.dist', math.dist, items, others)
    case('math.sumprod', math.sumprod, items, others)
    case('math.comb', math.comb, rnd.randrange(-1, 400), rnd.randrange(-1, 200))
    case('math.perm', math.perm, rnd.randrange(-1, 300), rnd.randrange(-1, 100))
    case('math.comb', math.comb, rnd.getrandbits(80), rnd.randrange(0, 12))
    case('math.perm', math.perm, rnd.getrandbits(80), rnd.randrange(0, 12))
    case('math.factorial', math.factorial, rnd.randrange(-1, 300))
    case('math.isclose', lambda a, b: math.isclose(a, b), x := real(), x * rnd.choice([1, 1 + 1e-10, 1.1]))
for args in [(inf, 0.0, 1.0), (1e308, 10.0, 0.0), (inf, 0.0, nan), (inf, 1.0, -inf), (0.1, 10.0, -1.0), (nan, 1.0, inf)]:
    case('math.fma', math.fma, *args)
for f in (math.comb, math.perm):
    case('math.' + f.__name__, f, 10**30, 10**20)
    case('math.' + f.__name__, f, 5, 10**30)
case('math.factorial', math.factorial, 10**30)

# cmath
ROUND = [complex(a, b) for a in (0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 1e-310, 1e300, -1e308, 710.0, -1000.0, 1e-200)
         for b in (0.0, -0.0, 0.5, -1.0, 1.0, 1e-310, 1e300, -1e308, 1e-200)]
for name in 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar'.split():
    grid = GRID + ROUND if COUNT > 50 else rnd.sample(GRID, 12) + rnd.sample(ROUND, 12)
    unary('cmath.' + name, getattr(cmath, name), lambda: rnd.choice([comp(), complex(rnd.uniform(-2, 2), rnd.uniform(-2, 2))]), grid)
binary('cmath.log_base', cmath.log, comp, comp, [(1 + 0j, 0j), (0j, 2 + 0j), (1j, 2 + 0j), (0j, 0j), (2 + 0j, 1 + 0j)])
binary('cmath.rect', cmath.rect, real, real, [(z.real, z.imag) for z in GRID])
