"""Writes tests/data/tracebacks.txt: programs that fail, where they were, and what python3.14 printed.

    python3.14 core/objects/tools/tracebacks.py > core/objects/tests/data/tracebacks.txt
"""

import linecache
import textwrap
import traceback

PROGRAMS = [
    "1/0",
    "x = 1\ny = 0\nz = x * 2 + x // y - 3",
    "d = {}\nd['a']['b']",
    "d = {'a': 1}\nprint(d['a'], d['b'])",
    "def f():\n    raise RuntimeError\nf()",
    "def f(a, b):\n    return g(a,\n             b)\n\ndef g(a, b):\n    return a / b\n\nf(1,\n  0)",
    "def f():\n    return g()\ndef g():\n    x = h()\n    return x\ndef h():\n    return int('a')\nf()",
    "def f():\n    return g()  # with a comment\ndef g():\n    y.z = h()\ndef h():\n    a = b = [1][2]\nf()",
    "def f(n):\n    if n: f(n - 1)\n    else: 1/0\nf(10)",
    "def f(n):\n    return f(n - 1) if n else 1/0\nf(3)",
    "def f(n):\n    f(n + 1)\ntry:\n    f(0)\nexcept RecursionError as e:\n    pass\nf.x",
    "a = 1\nb = ''\nr = (\n    a +\n    b\n)",
    "a = 1\nb = ''\nr = (\n    (a)   +   (b)\n)",
    "a = 1\nb = ''\na+(b)",
    "a = 1\nb = ''\n(a)+(b).upper()",
    "a = 1\nb = (1, 2)\na+(b, 3)",
    "a = 2\nb = ''\na ** -a ** b",
    "a = 2\nb = ''\n-a ** b",
    "a = 2\nb = ''\n-a * b - a",
    "a = 'x'\na << 3 | 5 & 6",
    "a = 'x'\na @ a",
    "a = 'x'\na//a",
    "a = 'x'\nif a < 3: pass",
    "a = 'x'\nassert a == 3, 'no'",
    "a = 'x'\n~a",
    "a = 'x'\nnot -a",
    "a = 'x'\na.b.c",
    "a = 'x'\na.upper().lower().nope()",
    "def f(*a, **k): raise ValueError\nf(1, 2, *[3], k=4)",
    "def f(*a, **k): raise ValueError\nx = [f(i) for i in range(3)]",
    "def f(*a, **k): raise ValueError\nf(\n    1,\n    2,\n    3,\n    4,\n    5,\n)",
    "def f(*a, **k): raise ValueError\nf(1)(2)(3)",
    "def f(*a, **k): raise ValueError\nx = {\n    'a': f(1,\n           2),\n}",
    "def f(*a):\n    def g():\n        raise ValueError\n    return g\nf(1)(\n)",
    "x = [1, 2, 3]\nx[0][1]",
    "x = [1, 2, 3]\nx[\n    1 +\n    4\n]",
    "x = [1, 2, 3]\nx[1:2][5] + 3",
    "f'{1/0}' + 'x'",
    "x = '\u5b57\u5b57' + 1",
    "'\u5b57'; x = '\u5b57\u5b57'.upper() + 1 # \u5b57",
    "\u00e9\u00e9 = 'a'\nx = (\u00e9\u00e9 + 'b') - \u00e9\u00e9",
    "def f():\n\tif 1:\n\t\tx = 1 / 0\nf()",
    "raise ValueError('a\\nb')",
    "class A:\n    def __add__(self, o):\n        raise TypeError('x')\nA() + 1",
    "class A:\n    x = 1/0",
    "import nonexistent_module",
    "from os import nonexistent_name_here_xyz",
    "x = 1\ndel x\ndel x",
    "def f():\n    x = x + 1\nf()",
    "x, y = 1, 2, 3",
    "x = 1\nx()",
    "x = 1\nx \\\n  .foo",
    "x = 1\n(x \\\n  + '')",
    "x = 1\ny = (x  # comment + more\n     + '')",
    "x = 1\nfor i in x: pass",
    "with 1 as x: pass",
    "lambda: 1\n(lambda x: x / 0)(1)",
    "list(i / 0 for i in [1])",
    "max([1, 'a'],\n    key=lambda x: x +\n       1)",
    "x = [1,\n     2,\n     3 / 0,\n     4]",
    "x = [\n    1,\n    2,\n    [3,\n     4][7],\n]",
    "def f(): return 1\nx = (f()\n  [0])",
    "def f():\n    return (g())\ndef g(): 1/0\nf()",
    "def f():\n    return g(\n        1)\ndef g(x): 1/0\nf()",
    "def f():\n    x = g(); y = 1\ndef g(): 1/0\nf()",
    "def f():\n    x: int = g()\ndef g(): 1/0\nf()",
    "def f():\n    x = y = g()\ndef g(): 1/0\nf()",
    "def f():\n    return await_(1)\ndef await_(x): return not x and g(x)\nf()",
    "'%d %d' % (1,)",
    "1 if 1/0 else 2",
    "(1).real.foo  [0]",
    "x = 'abc'\nx['a' if x else\n   'b']",
    "x = 1; x.a = 2",
    "x = 1; x[0] = 2",
    "x = 1; x += ''",
    "print(1,\n      2,\n      *3)",
    "print(f\"{'a' + \"b\" + 1}\" % 3)",
    "x = 1e3 + 0x1f + 1j * '' % ()",
    "r'\\' + '' + rb'a'",
    "(yield_ := 1) / 0",
    "[*range(3), 1 / 0]",
    "{**1}",
    "exec('1/0')",
]


def entries(tb):
    while tb is not None:
        code = tb.tb_frame.f_code
        positions = list(code.co_positions())[tb.tb_lasti // 2]
        yield code.co_filename, code.co_name, positions, tb.tb_lineno
        tb = tb.tb_next


def quoted(text):
    return "".join("|" + line + "\n" for line in text.split("\n"))


for number, program in enumerate(PROGRAMS):
    name = f"/program{number}.py"
    linecache.cache[name] = (len(program), None, [line + "\n" for line in program.split("\n")], name)
    try:
        exec(compile(program, name, "exec"), {"__name__": "__main__"})
    except SyntaxError:
        continue
    except Exception as error:
        # Hints are not what is tested here.
        error.__context__ = None
        for field in ("name", "name_from"):
            if hasattr(error, field):
                setattr(error, field, None)
        tb = error.__traceback__.tb_next
        if tb is None:
            continue
        shown = "".join(traceback.format_exception(type(error), error, tb)).rstrip("\n")
        print(f"=== {name}")
        print(quoted(program), end="")
        for filename, function, (line, end_line, column, end_column), lineno in entries(tb):
            print("@", filename, line or lineno, end_line or 0, column if column is not None else -1,
                  end_column if end_column is not None else -1, function)
        print("---")
        print(quoted(shown), end="")
