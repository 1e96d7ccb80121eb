"""Programs for the fuzzer: `program(seed, index)` is the same text each time.

Kinds: sentences of a grammar, calls of built-in and native functions with hostile arguments, streams of tokens,
mutated scripts of `scripts/`, deep nesting, huge literals, classes whose special methods recurse or lie, and bytes
that are no program at all.
"""

import pathlib
import random

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent / "scripts"
# Scripts that touch files, processes or the whole interpreter are left out: mutations of them could do harm.
HARM = ("import os", "from os", "subprocess", "shutil", "open(", "socket", "signal", "fork", "exit", "pathlib", "tempfile", "stack_size")

NATIVES = (
    "math cmath itertools functools operator collections re json struct binascii zlib marshal pickle _csv unicodedata datetime decimal array codecs heapq "
    "bisect random string statistics hashlib io contextvars weakref ast symtable tokenize copy types typing dataclasses enum fractions numbers "
    "textwrap pprint reprlib contextlib abc _collections_abc base64 difflib html shlex fnmatch keyword token warnings linecache traceback inspect dis gc "
    "queue sched calendar colorsys ipaddress uuid zoneinfo bz2 lzma sqlite3 xml.etree.ElementTree pyexpat _operator _functools _struct _sre _bisect _heapq "
    "_random _codecs _abc _weakref _json _string opcode stringprep annotationlib string.templatelib copyreg graphlib time"
).split()

ATOMS = (
    "0 1 -1 2 3 7 255 256 65535 -(2**31) 2**31 2**32 2**63 -(2**63) 2**64 10**30 True False None ... 0.0 -0.0 1.5 -1e308 float('inf') float('nan') 1e-320 1j "
    "complex('nan') '' 'a' 'abc' 'é' '€x' '\\U0001f600' '\\ud800' '\\x00' 'a'*1000 b'' b'a' b'\\xff\\x00' bytes(300) bytearray(b'xyz') bytearray() memoryview(b'abcd') "
    "memoryview(bytearray(8)).cast('i') () (1,) (1,2,3) ((),()) [] [1] [3,1,2] [[]] list(range(50)) {} {1:2} {'a':1,'b':2} {i:i for(i)in(range(20))} set() {1,2,3} frozenset() "
    "frozenset({1}) range(0) range(5) range(10,0,-3) range(2**70) slice(None) slice(1,None,-1) slice(2**70) int str list dict tuple set type object float bool bytes "
    "len print repr iter([1,2]) iter('ab') iter({1:2}) (x*x(for)x(in)range(3)) lambda:1 lambda*a,**k:(a,k) lambda(x):x Ellipsis NotImplemented zip([1],[2]) enumerate('ab') map(str,[1]) "
    "filter(None,[0,1]) reversed([1,2]) {}.keys() {1:2}.items() {1:2}.values() object() Exception ValueError('x') ExceptionGroup('g',[ValueError()]) property() staticmethod(len) "
    "classmethod(len) super type(None) type(len) type(lambda:0) type((lambda:(yield))()) list[int] int|str Evil() Evil Liar() Liar Deep() Meta Slots() Sub([1]) StrSub('ab') IntSub(5) gen() "
    "gen coro() agen() 'abc'.join [].append {}.get int.__add__ str.__dict__ type.__dict__['__dict__'] __builtins__ globals() locals() cell (lambda:0).__code__ vars(Evil)"
).replace("(x*x(for)x(in)range(3))", "(x*x\0for\0x\0in\0range(3))").replace("{i:i for(i)in(range(20))}", "{i:i\0for\0i\0in\0range(20)}").replace("lambda(x):x", "lambda\0x:x").split(" ")
ATOMS = [f"({a})" if a.startswith(("lambda", "-", "2**", "10**", "'a'*")) else a for a in (a.replace("\0", " ") for a in ATOMS) if a]

PRELUDE = '''
class Evil:
    def __eq__(s, o): L.clear(); return [True, NotImplemented, 1/0 if N() else 0, s][N()]
    def __hash__(s): return [1, 2**70, -1, "x"][N()]
    def __repr__(s): return ["e", repr([s]), 3, "\\ud800"][N()]
    def __lt__(s, o): L.append(s); del L[:1]; return N() > 1
    def __iter__(s): return [iter([1]), s, 3, iter(L)][N()]
    def __next__(s): raise [StopIteration, ValueError, KeyError(s), StopIteration(s)][N()]
    def __len__(s): return [0, -1, 2**70, 3][N()]
    def __bool__(s): return [True, 1, None, False][N()]
    def __index__(s): L.clear(); return [0, 2**70, "x", -1][N()]
    def __getattr__(s, n): return [s, len, D, L][N()]
    def __getitem__(s, i): return [s, i, 1/0 if N() == 1 else 0, s][N()]
    def __call__(s, *a, **k): D.clear(); return [s, a, k, None][N()]
    def __add__(s, o): return [s, o, NotImplemented, L][N()]
    def __del__(s): L.append(s)
    def __enter__(s): return s
    def __exit__(s, *a): return N() > 1
    def __format__(s, f): return [f, 3, "", "x"][N()]
    def __float__(s): return [1.0, 1, float("nan"), s][N()]
    def __buffer__(s, f): return [memoryview(b"abc"), s, b"", memoryview(bytearray(3))][N()]
    def __class_getitem__(c, i): return [c, i, list[i], 1][N()]
    def __get__(s, o, t=None): return [s, o, t, 1][N()]
    def __await__(s): return [iter([1]), s, 1, iter(())][N()]
class Liar(list):
    def __len__(s): return 2**40
    def __length_hint__(s): return 2**62
    def __class__(s): return int
    def __eq__(s, o): return s is o
    __hash__ = None
class Deep:
    def __repr__(s): return repr(s)
    def __eq__(s, o): return s == o
    def __hash__(s): return hash((s,))
    def __getattr__(s, n): return getattr(s, n + "_")
    def __iter__(s): return iter(list(s))
    def __call__(s, *a): return s(*a)
    def __lt__(s, o): return sorted([s, o])
    def __index__(s): return range(3)[s]
    def __getitem__(s, i): return s[i]
class Meta(type):
    def __instancecheck__(c, o): return isinstance(o, c)
    def __len__(c): return 3
    def mro(c): return [c, object]
class Slots:
    __slots__ = ("a", "b", "__weakref__")
    def __init__(s): s.a = s
class Sub(list):
    def append(s, x): s.clear()
class StrSub(str): pass
class IntSub(int):
    def __hash__(s): return id(s)
n_ = 0
def N():
    global n_
    n_ = (n_ * 1103515245 + 12345) % 2**31
    return n_ >> 8 & 3
def gen():
    try:
        x = yield 1
        yield x
    finally: L.append(1)
async def coro(): return 1
async def agen():
    yield 1
L = [1, 2, 3]
D = {1: 2, "a": "b"}
cell = (lambda x: lambda: x)(1).__closure__[0]
def T(f):
    try: return f()
    except Exception as e: return e
'''

NAMES = "a b c L D x self args Evil Liar f g len list".split()
BINARY = "+ - * / // % ** @ << >> & | ^ == != < > <= >= in is and or".split() + ["not in", "is not"]
TOKENS = (
    "if else elif for in while def class return yield from import as with try except finally raise lambda and or not is None True False async await global nonlocal del pass break "
    "continue assert match case type ( ) [ ] { } , : ; . -> := = += @ * ** / // % & | ^ ~ < > == != \\ \n \t ... ! $ ? ` 0 1 0x 0b2 1_0 1__0 1e 1e999 0777 1j 'a' \"b\" ''' \"\"\" f'{ "
    "}' f'{x!r:>{w}}' t'{x}' rb'\\x' b'é' u'' fr'' # #coding:latin-1 a b x _ __debug__ é 𝔘 \x00 \x0c \r \ufeff except* *"
).split(" ") + ["\n    ", "\n  ", "\n"]
BUILTIN_NAMES = [n for n in dir(__builtins__) if n not in ("input", "exit", "quit", "open", "breakpoint", "help", "copyright", "credits", "license")]
METHODS = sorted({m for t in (int, float, complex, str, bytes, bytearray, memoryview, list, tuple, dict, set, frozenset, range, slice, type, object, Exception,
                              property, type(lambda: 0), type((lambda: (yield))()), type(len), type([].append), type(iter([])), type(super)) for m in dir(t)})


class Maker:
    """One program being made."""

    def __init__(self, rng, scripts):
        self.r, self.scripts, self.depth = rng, scripts, 0

    def atom(self):
        return self.r.choice(ATOMS)

    def expr(self):
        r = self.r
        self.depth += 1
        try:
            if self.depth > 6 or r.random() < 0.25:
                return self.atom() if r.random() < 0.7 else r.choice(NAMES)
            e = self.expr
            return r.choice((
                lambda: f"({e()} {r.choice(BINARY)} {e()})",
                lambda: f"({r.choice(('-', '+', '~', 'not '))}{e()})",
                lambda: f"{e()}[{e()}]",
                lambda: f"{e()}[{e()}:{e()}]",
                lambda: f"({e()}).{r.choice(METHODS)}",
                lambda: f"({e()}).{r.choice(METHODS)}({self.args()})",
                lambda: f"{r.choice(BUILTIN_NAMES)}({self.args()})",
                lambda: f"[{e()} for {r.choice(NAMES)} in {e()}]",
                lambda: f"{{{e()}: {e()} for {r.choice(NAMES)} in {e()} if {e()}}}",
                lambda: f"({e()} if {e()} else {e()})",
                lambda: f"(lambda {r.choice(NAMES)}=1: {e()})({e()})",
                lambda: f"[{e()}, *{e()}]",
                lambda: f"{{**{e()}, {e()}: {e()}}}",
                lambda: f"f'{{({e()})!r:>{r.choice((1, 10, 99))}}}'" if "'" not in (q := e()) and "\\" not in q else q,
                lambda: f"(z := {e()})",
                lambda: f"T(lambda: {e()})",
                lambda: f"({e()}, {e()})",
                lambda: f"({e()} < {e()} < {e()})",
            ))()
        finally:
            self.depth -= 1

    def args(self):
        r = self.r
        parts = [self.expr() for _ in range(r.choice((0, 1, 1, 1, 2, 2, 3)))]
        if r.random() < 0.1:
            parts.append("*" + self.expr())
        if r.random() < 0.1:
            parts.append("**{'%s': %s}" % (r.choice(("key", "x", "default", "encoding", "errors", "sep", "start")), self.expr()))
        return ", ".join(parts)

    def block(self, pad, depth):
        return "".join(self.statement(pad + "    ", depth + 1) for _ in range(self.r.randint(1, 3)))

    def target(self):
        r = self.r
        return r.choice((r.choice(NAMES), "L[0]", "D['k']", "L[1:2]", "(a, *b)", "a.x", "[a, b]", "f.__defaults__", "Evil.__hash__", "g.__code__"))

    def statement(self, pad="", depth=0):
        r, e, b = self.r, self.expr, lambda: self.block(pad, depth)
        simple = (
            lambda: f"{pad}{self.target()} = {e()}\n",
            lambda: f"{pad}{r.choice(NAMES)} {r.choice(BINARY[:13])}= {e()}\n",
            lambda: f"{pad}T(lambda: {e()})\n",
            lambda: f"{pad}T(lambda: ({e()}).{r.choice(METHODS)}({self.args()}))\n",
            lambda: f"{pad}del {self.target()}\n" if r.random() < 0.3 else f"{pad}pass\n",
            lambda: f"{pad}raise {e()}\n" if r.random() < 0.2 else f"{pad}{e()}\n",
            lambda: f"{pad}assert {e()}, {e()}\n" if r.random() < 0.3 else f"{pad}{e()}\n",
        )
        if depth > 3 or r.random() < 0.6:
            return r.choice(simple)()
        n = r.choice(NAMES)
        return r.choice((
            lambda: f"{pad}if {e()}:\n{b()}{pad}else:\n{b()}",
            lambda: f"{pad}for {n} in range({r.randint(0, 9)}):\n{b()}",
            lambda: f"{pad}for {n} in {e()}:\n{b()}{pad}    break\n{pad}else:\n{b()}",
            lambda: f"{pad}try:\n{b()}{pad}except {r.choice(('Exception', 'ValueError', '(TypeError, KeyError)', 'BaseException'))} as {n}:\n{b()}{pad}finally:\n{b()}",
            lambda: f"{pad}try:\n{b()}{pad}except* {r.choice(('Exception', 'ValueError'))}:\n{b()}",
            lambda: f"{pad}with {e()} as {n}:\n{b()}",
            lambda: f"{pad}def {n}({r.choice(('', 'x', '*args', 'x=1, **k', 'a, /, b, *, c=2'))}):\n{b()}{pad}    {r.choice(('return', 'yield', 'yield from'))} {e()}\n",
            lambda: f"{pad}async def {n}():\n{b()}{pad}    await {e()}\n",
            lambda: f"{pad}class {n}({r.choice(('', 'list', 'dict', 'int', 'Exception', 'Evil', 'metaclass=Meta', 'type', 'str', 'tuple', e()))}):\n{pad}    __slots__ = {e()}\n{b()}"
            if r.random() < 0.3 else f"{pad}class {n}({r.choice(('', 'list', 'dict', 'int', 'Exception', 'Evil'))}):\n{b()}",
            lambda: f"{pad}match {e()}:\n{pad}    case {r.choice(('[a, *b]', '{1: a, **b}', 'int(x)', 'str() | None', '1 | 2', 'Evil(a=x)', '_'))}:\n{self.block(pad + '    ', depth)}",
        ))()

    def grammar(self):
        return PRELUDE + "".join(self.statement() for _ in range(self.r.randint(2, 8)))

    def calls(self):
        r = self.r
        lines = []
        for _ in range(r.randint(3, 10)):
            recv = self.atom()
            lines.append(f"T(lambda: ({recv}).{r.choice(METHODS)}({self.args()}))" if r.random() < 0.6 else f"T(lambda: {r.choice(BUILTIN_NAMES)}({self.args()}))")
        return PRELUDE + "\n".join(lines)

    def natives(self):
        r = self.r
        m = r.choice(NATIVES)
        return PRELUDE + (
            f"import random, {m}\nm = __import__('sys').modules['{m}']\nr = random.Random({r.random()})\n"
            f"names = sorted(n for n in dir(m) if n not in ('sleep', 'system', 'input', 'sys', 'os', '_os', '_sys', 'builtins', 'set_threshold', 'settrace', '_exit'))\n"
            f"pool = [{', '.join(self.atom() for _ in range(8))}]\n"
            "for i in range(12):\n"
            "    f = getattr(m, r.choice(names), None)\n"
            "    if type(f).__name__ == 'module' or f is __builtins__: continue\n"
            "    x = T(lambda: f(*r.choices(pool, k=r.choice((0, 1, 1, 2, 2, 3, 4)))))\n"
            "    if x is None or isinstance(x, (Exception, bool)): continue\n"
            "    pool.append(x)\n"
            "    for j in range(4):\n"
            "        y = T(lambda: getattr(x, r.choice(dir(x)), None))\n"
            "        if callable(y) and getattr(y, '__module__', '') not in ('os', 'posix', 'sys'): T(lambda: y(*r.choices(pool, k=r.choice((0, 1, 1, 2)))))\n"
            "        else: T(lambda: (repr(y), hash(y), y == x))\n"
        )

    def tokens(self):
        r = self.r
        return r.choice((" ", "", " ")).join(r.choice(TOKENS) for _ in range(r.randint(2, 60)))

    def mutated(self):
        r = self.r
        text = r.choice(self.scripts)
        for _ in range(r.randint(1, 6)):
            lines = text.split("\n")
            i, j = r.randrange(len(lines)), r.randrange(len(lines))
            how = r.randrange(7)
            if how == 0:
                del lines[i]
            elif how == 1:
                lines.insert(i, lines[j])
            elif how == 2:
                lines[i], lines[j] = lines[j], lines[i]
            else:
                line = lines[i]
                k = r.randrange(len(line) + 1)
                if how == 3:
                    lines[i] = line[:k] + r.choice(TOKENS) + line[k:]
                elif how == 4:
                    lines[i] = line[:k] + line[min(len(line), k + r.randint(1, 5)):]
                elif how == 5:
                    import re
                    lines[i] = re.sub(r"\b\d+\b", lambda m: r.choice(("0", "-1", "2**63", "10**20", "1.5", "None", "''")), line)
                else:
                    import re
                    words = re.findall(r"\b[a-zA-Z_]\w*\b", text)
                    lines[i] = re.sub(r"\b[a-zA-Z_]\w*\b", lambda m: r.choice(words) if r.random() < 0.2 else m[0], line)
            text = "\n".join(lines) or "pass"
        return text

    def nesting(self):
        r = self.r
        n = r.choice((10, 95, 180, 250, 1000, 5000, 30000))
        a, m, z = r.choice((("(", "1", ")"), ("[", "", "]"), ("{", "1", "}"), ("{1:", "2", "}"), ("-", "1", ""), ("not ", "1", ""), ("lambda:", "1", ""), ("f(", "", ")"), ("x[", "1", "]"),
                            ("", "x", ".y"), ("", "x", "()"), ("1+", "1", ""), ("", "1", "+1"), ("1 if 1 else ", "1", ""), ("[x for x in ", "[]", "]"), ("f'{", "1", "}'"), ("x=", "1", ""), ("(a:=", "1", ")"),
                            ("await ", "x", ""), ("(yield ", "1", ")"), ("", "1", ",1"), ("1<", "1", ""), ("1 and ", "1", ""), ("", "x", "[0]"), ("*", "x", ""), ("'a'", "", ""), ("f'{1}' ", "''", "")))
        text = a * n + m + z * n
        return r.choice((text, f"x = {text}", f"def f(): return {text}", f"compile({text!r}, 's', 'eval')", f"import ast\nast.parse({text!r})",
                         f"match x:\n case {text}: pass", f"class A({text}): pass", f"@{text}\ndef f(): pass", f"def f(x: {text} = 1): pass", f"del {text}", f"for {text} in []: pass", f"with {text}: pass"))

    def nested_values(self):
        r = self.r
        n = r.choice((100, 1000, 5000, 20000))
        make = r.choice(("[x]", "(x,)", "{1: x}", "frozenset([x])" , "[x, x]" if n < 20 else "[x, 1]", "iter([x])", "map(str, [x])", "lambda x=x: x", "ValueError(x)", "slice(x)", "list[x]", "{'a': x}.items()",
                         "Exc(x)", "type('C', (), {'x': x})()", "(y for y in [x])", "property(x)", "x if x is None else [x]", "enumerate([x])"))
        do = ("repr(x)", "x == z", "hash(x)", "x < z", "str(x)", "copy.deepcopy(x)", "pickle.dumps(x)", "marshal.dumps(x)", "json.dumps(x)", "gc.collect()", "format(x)", "x in [z]", "list(x)", "pprint.pformat(x)", "sorted([x, z])", "bool(x)", "{z: 1}", "isinstance(1, x)")
        return ("import copy, pickle, marshal, json, gc, pprint\nExc = Exception\ndef T(f):\n    try: return f()\n    except Exception: pass\ndef nest():\n    x = None\n"
                f"    for _ in range({n}): x = {make}\n    return x\nx, z = nest(), nest()\n" + "".join(f"T(lambda: {r.choice(do)})\n" for _ in range(4)) + "del x, z\n")

    def literals(self):
        r = self.r
        n = r.choice((1, 10, 1000, 5000, 60000))
        lit = r.choice(("9" * n, "0x" + "f" * n, "0b" + "1" * n, "0o" + "7" * n, "1e" + "9" * min(n, 1000), "1." + "3" * n, "." + "1" * n + "e-" + "9" * 5, "'" + "a" * n + "'", "b'" + "\\x41" * n + "'", "'" + "\\N{BULLET}" * min(n, 1000) + "'",
                        "'\\" + r.choice("uUxN01abq{") + "0" * r.randint(0, 9) + "'", "_".join("1" * min(n, 100)), "1" * n + "j", "f'" + "{1}" * min(n, 3000) + "'", "f'{1:" + "9" * min(n, 9) + "}'", "f'{1.5:." + "9" * min(n, 6) + "f}'",
                        "'''" + "\n" * n + "'''", "rb'" + "\\" * (n * 2) + "'", "'%" + "0" * n + "d' % 1", "'{" + "0" * n + "}'.format(1)", "'{:" + "9" * 5 + "}'.format(1)"))
        op = r.choice(("{}", "repr({})", "({}) ** 3", "hash({})", "int({})", "float({})", "-({})", "({}) % 7", "str({})[::-1]", "({}) + 1", "({}) * 3", "eval(repr({}))", "format({}, ',')", "({}) == ({})")).replace("{}", lit)
        return f"x = {op}\n"

    def noise(self):
        r = self.r
        raw = bytes(r.randrange(256) for _ in range(r.randint(1, 200)))
        how = r.randrange(5)
        if how == 0:
            return f"exec({raw!r})"
        if how == 1:
            return f"import marshal\ntry: x = marshal.loads({r.choice((b'(', b'[', b'{', b'c', b's', b'z', b'l', b'r', b'<', bytes([0xe3]))) + raw!r})\nexcept Exception: pass"
        if how == 2:
            return f"import pickle\ntry: x = pickle.loads({bytes(r.choice(b'(].tl}adsubeoiNKMJGXUB0123456789qhrj') if r.random() < 0.7 else b for b in raw)!r})\nexcept Exception: pass"
        if how == 3:
            pattern = "".join(r.choice("()[]{}*+?|^$.\\abdwsDWSAZ0123456789,-:=!<>#PiLmsux&~é") for _ in range(r.randint(1, 30)))
            return f"import re\ntry:\n p = re.compile({pattern!r}, {r.choice((0, 2, 8, 16, 64, 256))})\n p.search('aab01 é' * 3); p.findall('abc'); p.sub('x', 'aab'); p.split('a,b')\nexcept Exception: pass"
        return "".join(chr(r.choice((r.randrange(128), r.randrange(0xd800), 10, 32))) for _ in range(r.randint(1, 100)))

    def recursive(self):
        r = self.r
        body = r.choice(("{f}(s)", "{f}([s])", "{f}((s, s))", "s.{m}(*a)", "[x for x in s]", "sorted([s, s])", "{{s: s}}", "s == s", "f'{{s}}'", "next(s)", "list(map({f}, [s]))", "getattr(s, n)", "exec('s.{m}(*a)')", "copy.copy(s)", "max(s, s)"))
        methods = [m for m in METHODS if m.startswith("__") and m not in ("__class__", "__init__", "__new__", "__del__", "__init_subclass__", "__dict__", "__doc__", "__weakref__")]
        m = r.choice(methods)
        f = r.choice(("repr", "str", "len", "hash", "iter", "list", "int", "float", "bool", "bytes", "abs", "round", "next", "sum", "tuple", "set", "dict", "format", "dir", "reversed", "all", "memoryview", "isinstance"))
        text = body.format(f=f, m=m)
        return PRELUDE + (f"import copy\nclass R({r.choice(('', 'list', 'dict', 'int', 'str', 'tuple', 'Exception'))}):\n    def {m}(s, *a, n='x'): return {text}\n"
                          f"    def {r.choice(methods)}(s, *a, n='y'): return {body.format(f=f, m=r.choice(methods))}\n"
                          + "".join(f"T(lambda: {r.choice((f, 'repr', 'hash', 'list', 'int', 'bool', 'str', 'dir'))}(R()))\n" for _ in range(3)) + f"T(lambda: R() {r.choice(BINARY)} R())\nT(lambda: R().{m}())\nT(lambda: R()[0])\n")

    def any(self):
        kinds = (self.grammar, self.calls, self.natives, self.tokens, self.mutated, self.nesting, self.nested_values, self.literals, self.noise, self.recursive)
        return self.r.choices(kinds, (6, 8, 5, 5, 6, 2, 1, 2, 3, 3))[0]()


def load_scripts():
    """The scripts that may be mutated."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(SCRIPTS.rglob("*.py"))]
    return [t for t in texts if len(t) < 6000 and not any(h in t for h in HARM)]


def program(seed, index, scripts):
    """The program of that number."""
    return Maker(random.Random(f"{seed}:{index}"), scripts).any()
