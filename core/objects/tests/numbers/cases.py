"""Writes cases.tsv: expressions and what CPython 3.14 shows for them.

    python3.14 cases.py > cases.tsv

Every expression stands alone; `show` prints a value's repr, or the exception as `!TypeError('...')`. Names: the built-in
types and functions on numbers, and the subclasses made below, which the Rust side makes in the same way.
"""
import warnings

warnings.simplefilter("ignore")
I = type("I", (int,), {})
F = type("F", (float,), {})
C = type("C", (complex,), {})
nan, inf = float("nan"), float("inf")

INTS = ["0", "1", "-1", "7", "-7", "True", "4611686018427387903", "-4611686018427387904", "4611686018427387904",
        "2**64", "-2**64", "10**30", "-(10**30)", "I(5)", "I(-(2**70))"]
FLOATS = ["0.0", "-0.0", "1.5", "-2.5", "3.0", "1e16", "1e300", "-1e-300", "5e-324", "inf", "-inf", "nan", "F(0.1)"]
COMPLEXES = ["0j", "1j", "(1+2j)", "(-1.5-0.5j)", "(inf+1j)", "(1e300+1e300j)", "C(2, 3)"]
SMALL = ["0", "1", "3", "-2", "64", "True"]
TYPES = ["int", "float", "complex", "bool", "I", "F", "C"]
OPERATORS = ["+", "-", "*", "/", "//", "%", "&", "|", "^"]
COMPARISONS = ["<", "<=", "==", "!=", ">", ">="]
cases = []


def add(*expressions):
    cases.extend(expressions)


for a in INTS:
    for b in INTS[:9] + INTS[11:]:
        for op in OPERATORS:
            add(f"{a} {op} {b}")
        for op in COMPARISONS[:3]:
            add(f"{a} {op} {b}")
        add(f"divmod({a}, {b})")
    for b in SMALL:
        add(f"({a}) ** {b}", f"{a} << {b}", f"{a} >> {b}", f"pow({a}, {b}, 1000007)", f"pow({a}, {b}, -(2**65))")
    for b in FLOATS:
        for op in COMPARISONS + ["+", "-", "*"]:
            add(f"{a} {op} {b}")
        add(f"{b} // ({a})", f"{b} % ({a})", f"{b} ** ({a})", f"({a}) ** {b}" if "4" not in a and "**" not in a else "1")
    for b in COMPLEXES:
        for op in ["+", "-", "*", "/", "=="]:
            add(f"{a} {op} {b}", f"{b} {op} {a}")
    for f in ["hash", "repr", "bool", "float", "abs", "hex", "bin", "oct", "int", "complex", "round"]:
        add(f"{f}({a})")
    for f in ["bit_length", "bit_count", "conjugate", "as_integer_ratio", "is_integer", "__trunc__", "__ceil__",
              "__getnewargs__", "__sizeof__", "__index__", "__neg__", "__invert__", "__pos__"]:
        add(f"({a}).{f}()")
    for f in ["real", "imag", "numerator", "denominator"]:
        add(f"({a}).{f}")
    add(f"type(+{a})", f"type(({a}).real)", f"round({a}, -1)", f"round({a}, -30)", f"round({a}, 5)")
    for spec in ["", "d", ",", "_x", "#b", "+010", "e", ".3f", "n", "<40", "^40,", "s", "%"]:
        add(f"format({a}, {spec!r})")
for a in FLOATS:
    for b in FLOATS:
        for op in ["+", "-", "*", "/", "//", "%", "<", "==", "!="]:
            add(f"{a} {op} {b}")
        add(f"divmod({a}, {b})", f"({a}) ** {b}")
    for b in COMPLEXES:
        for op in ["+", "-", "*", "/", "==", "!=", "<"]:
            add(f"{a} {op} {b}", f"{b} {op} {a}")
    for f in ["repr", "bool", "int", "abs", "round", "complex", "float"]:
        add(f"{f}({a})")
    for f in ["hex", "as_integer_ratio", "is_integer", "conjugate", "__trunc__", "__floor__", "__ceil__", "__getnewargs__"]:
        add(f"({a}).{f}()")
    for places in ["0", "1", "2", "-1", "400", "-400", "True"]:
        add(f"round({a}, {places})")
    for spec in ["", "f", ".3e", "g", "+.2f", ",.1f", "%", "010", "n", "z.1f", "#.0f", "d", "s", ".3"]:
        add(f"format({a}, {spec!r})")
    if "nan" not in a:
        add(f"hash({a})")
for a in COMPLEXES:
    for b in COMPLEXES:
        for op in ["+", "-", "*", "/", "**", "==", "!="]:
            add(f"{a} {op} {b}")
    for f in ["repr", "bool", "hash", "abs", "complex", "int", "float"]:
        add(f"{f}({a})")
    for f in ["conjugate", "__complex__", "__getnewargs__", "__neg__", "__pos__"]:
        add(f"({a}).{f}()")
    add(f"({a}).real", f"({a}).imag", f"({a}) ** 2", f"({a}) ** -1", f"({a}) ** 0.5", f"2 ** {a}", f"0 ** {a}")
    for spec in ["", ".2f", "g", "+.1e", "<30", "=30", "05", "d"]:
        add(f"format({a}, {spec!r})")
TEXTS = ["", " ", "0", " 12 ", "-0x1f", "0b1_01", "0o17", "1_000", "1__0", "_1", "1_", "9" * 25, "abc", "zz", "\u0663\u0664",
         "1.5", "1e5", "inf", "-Infinity", "nan", " 1_0.5e-3 ", "1.5.", "1e", "0x1p3", "1+2j", "(1-2j)", "j", "-j", "1j ",
         "1 + 2j", "1e400", "\u00a05\u2003", "+7", "--7", "é", "1\x00", "010"]
for s in TEXTS:
    for f in ["int", "float", "complex", "float.fromhex", "I", "F", "C"]:
        add(f"{f}({s!r})")
    for base in ["0", "2", "10", "16", "36"]:
        add(f"int({s!r}, {base})")
for ty in TYPES:
    for args in ["", "1", "1.5", "True", "'7'", "None", "[]", "1, 2", "1, 2, 3", "x=1", "real=1", "'1', 2", "imag=2",
                 "I(3)", "F(3.5)", "C(1, 2)", "1j"]:
        add(f"{ty}({args})", f"type({ty}({args}))")
        if args != "1, 2, 3":
            add(f"{ty}.__new__({ty}{',' if args else ''} {args})")
    for f in ["from_number"]:
        for arg in ["1", "1.5", "True", "1j", "'1'", "None", "F(2.5)", "I(2)", "C(1, 2)", "2**1024"]:
            if ty in ("float", "complex", "F", "C"):
                add(f"{ty}.{f}({arg})", f"type({ty}.{f}({arg}))")
for a in ["True", "False"]:
    for b in ["True", "False", "1", "2", "I(3)", "1.0"]:
        for op in ["&", "|", "^", "+", "==", "<<"]:
            add(f"{a} {op} {b}", f"{b} {op} {a}")
    add(f"repr({a})", f"~{a}", f"-{a}", f"format({a}, '')", f"format({a}, 'd')", f"format({a}, '5')", f"format({a}, 's')")
# Every third of the products above is enough to notice what breaks.
cases = cases[::3]
add("int('1', base=10)", "int('1', foo=10)", "int('1', 10, base=10)", "int(base=10)", "int('z', 37)", "int('1', 2.0)",
    f"int({'a' * 250!r})", f"int({'9' * 4301!r})", "repr(10**5000)", "format(10**5000, 'd')", f"int({'1' * 4400!r}, 16) % 7", "10**4299 % 10**9",
    "1 << (1 << 100)", "1 >> (1 << 100)", "0 << (1 << 100)", "1 << -1", "1 >> -1", "1 << 1.0", "1 + 'a'", "'a' + 1",
    "0 ** -1", "0.0 ** -1", "pow(2, -1, 4)", "pow(3, -1, 7)", "pow(2, 1, 0)", "pow(2.0, 1, 3)", "pow(2, 1.0, 3)",
    "pow(2, 1, 'a')", "pow('a', 1, 2)", "pow(1j, 2, 3)", "pow(2, 3, mod=5)", "pow(base=2, exp=3)", "pow()", "pow(1)",
    "pow(2, 3, None)", "round()", "round('a')", "round(number=2.5)", "round(2.5, ndigits=None)", "round(5, 'a')",
    "round(5, 1.0)", "round(1.5, 'a')", "round(1e308, -308)", "round(1.7e308, -308)", "round(10**30 + 5*10**9, -10)",
    "round(1.5, 2**70)", "round(1.5, -2**70)", "round(15, -1)", "round(25, -1)", "round(-35, -1)", "round(2.675, 2)",
    "(5).__round__(2, 3)", "(5).__format__(5)", "(5.0).__format__(5)", "(5).bit_length(1)", "float.hex(1)",
    "format(5, 'x>+10,d')", "format(I(5), 's')", "format(F(5), 's')", "format(5, 'c')", "format(0x110000, 'c')",
    "format(10**30, 'c')", "format(10**400, 'f')", "format(5, '\\x00')", "abs('a')", "hex('a')", "hex(1.0)", "divmod('a', 1)",
    "float(10**400)", "10**400 * 1.0", "1.0 * 10**400", "1.0 < 10**400", "10**400 < 1.0", "10**400 > inf", "10**400 == nan",
    "10**400 / 3", "10**400 / 10**399", "9007199254740993 == 9007199254740992.0", "(-8) ** 0.5", "(-8.0) ** 0.5",
    "1e300 ** 2", "2.0 ** 1024", "(1e300+1j) ** 2", "abs(complex(1.5e308, 1.5e308))", "1j // 1", "1j % 1", "divmod(1j, 1)",
    "1j < 1j", "1j + 10**400", "1j == 10**400", "float.fromhex('abcz')", "float.fromhex(5)", "float.fromhex('0x1p5000')",
    "float.fromhex('  0x1.8p1\\n')", "F.fromhex('0x1p3')", "type(F.fromhex('0x1p3'))", "float.__getformat__('double')",
    "float.__getformat__('float')", "float.__getformat__('a')", "float.__getformat__(5)", f"float({'a' * 250!r})",
    "(1).__eq__(1.0)", "(1.0).__eq__(1)", "(1.0).__eq__('a')", "(1.0).__add__(1j)", "int.__floordiv__(1, 1.0)",
    "float.__add__(1, 1.0)", "int.__add__(1.0, 1)", "int.__pow__(2, 3, 5)", "int.__pow__(2, 3, None)", "int.__rpow__(2, 3)",
    "(2).__pow__(3, 'a')", "(2.5).__pow__(2, 3)", "(2.5).__rpow__(2, None)", "int.__new__()", "int.__new__(bool, 5)",
    "int.__new__(complex)", "bool.__new__(int)", "type('B', (bool,), {})", "complex(1, '2')", "complex([])", "complex(1, [])",
    "complex(foo=1)", "complex(1, real=2)", "complex(1j, 1j)", "complex(1.0, -0.0)", "complex(-0.0, 1j)", "complex(1j, 2)",
    "complex(2, 3j)", "complex(real='1')", "complex(real=[])", "complex(imag='1')", "I(7) + I(8)", "type(I(7) + I(8))",
    "type(F(1.5) + 1)", "type(C(1, 2) + 1)", "type(-C(1, 2))", "type(-F(1))", "I(7) == F(7)", "F(1.5) == C(1.5)",
    "hash(I(2**70))", "hash(F(0.5))", "hash(C(0.5))", "hash(2**61 - 1)", "hash(2**61)", "hash(-(2**61 - 1))", "hash(10**100)",
    "int.from_bytes(5)", "int.from_bytes('abc')", "int.from_bytes([1, 2, 3])", "int.from_bytes([1, 2, 300])",
    "int.from_bytes([255, 0], 'little')", "int.from_bytes([255, 0], signed=True)", "I.from_bytes([1])", "bool.from_bytes([1])",
    "type(I.from_bytes([1]))", "int.from_bytes([1], byteorder='bad')", "int.from_bytes([1], 5)", "int.from_bytes()",
    "int.from_bytes(byteorder='big')", "int.from_bytes([], signed=True)", "int.from_bytes((255, 255, 255, 255, 255, 255, 255, 255, 255), signed=True)",
    "int.from_bytes([128, 0, 0, 0, 0, 0, 0, 0, 0], 'big', signed=True)", "(5).to_bytes(0)", "(500).to_bytes(1)", "(-5).to_bytes(1)",
    "(5).to_bytes(-1)", "(5).to_bytes(1, 'foo')", "(5).to_bytes(1, 1)", "(5).to_bytes('a')", "(5).to_bytes(2**70)")


def show(source):
    try:
        return repr(eval(source))
    except Exception as error:
        return f"!{type(error).__name__}({', '.join(map(repr, error.args))})"


for case in dict.fromkeys(cases):
    shown = show(case).replace("__main__.", "")
    if "\t" not in shown and "\n" not in shown:
        print(case, shown, sep="\t")
