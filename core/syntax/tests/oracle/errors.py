"""Writes errors.tsv: what CPython 3.14 says about each erroneous snippet below.

Run with python3.14 in this folder: python3.14 errors.py > errors.tsv
Columns: mode, snippet, class, message, lineno, offset, end_lineno, end_offset.
"""

import warnings

warnings.simplefilter("ignore")

EXEC = open("errors.txt", encoding="utf-8").read()

EVAL = r'''
x = 1
x; y
pass
return 1
 x y
x:
1 +
(
import a

yield x
await y
x := 1
if x: y
f(
print 1
'''

SINGLE = r'''
x = 1\ny = 2
if x:
if x:\n    y
x; y\nz
def f():\n    return
return
f(
'''


def unescape(line):
    """Turns the escapes of one corpus line into the characters they stand for."""
    out, i = [], 0
    simple = {"n": "\n", "t": "\t", "\\": "\\"}
    while i < len(line):
        two = line[i : i + 2]
        if two[0] == "\\" and two[1:] in ("n", "t", "\\"):
            out.append(simple[two[1]])
            i += 2
        else:
            out.append(line[i])
            i += 1
    return "".join(out)


def escape(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


EXTRA = [
    ("exec", "\xa0x = 1"),
    ("exec", "x =\u20031"),
    ("exec", "x = 1\x01"),
    ("exec", "é = 'é' é"),
    ("exec", "日本 = 本 本"),
    ("exec", "if x:\r\n    y z\r\n"),
    ("exec", "x = 'a\\xz'"),
    ("exec", "x = 1\n\n\n'''abc\n\n"),
    ("exec", "(" * 201 + ")" * 201),
    ("exec", "[" * 200),
    ("exec", "".join(" " * i + "if 1:\n" for i in range(101)) + " " * 101 + "pass\n"),
    ("exec", "x = f'{a:{b:{c}}}'"),
    ("exec", "\f  x"),
    ("exec", "x = 1\n\ufeffy = 2"),
    ("exec", "with a as b:\n    pass\n  x"),
    ("exec", "def f():\n" + "    for a in b:\n".replace("    ", "    ") + "".join(
        "    " * (i + 2) + "for a in b:\n" for i in range(20)) + "    " * 22 + "pass\n"),
    ("exec", "x = 0xfg"),
    ("exec", "x = '" + "a" * 3 + "\\\n" + "b"),
    ("exec", "f'{a!r!s}'"),
    ("exec", "f'{a\n}"),
    ("exec", "f'{a:{b'"),
]


def cases():
    for mode, corpus in (("exec", EXEC), ("eval", EVAL), ("single", SINGLE)):
        for line in corpus.strip("\n").split("\n"):
            yield mode, unescape(line)
    yield from EXTRA


def main():
    seen = set()
    for mode, snippet in cases():
        if (mode, snippet) in seen:
            continue
        seen.add((mode, snippet))
        try:
            compile(snippet, "<t>", mode, dont_inherit=True)
        except SyntaxError as e:
            row = [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
        except ValueError as e:
            row = [type(e).__name__, str(e), 0, 0, 0, 0]
        else:
            row = ["ok", "", 0, 0, 0, 0]
        print("\t".join([mode, escape(snippet)] + [escape(str(c)) for c in row]))


main()
