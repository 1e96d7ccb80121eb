#!/usr/bin/env python3
"""Nanoseconds that each kind of operation takes, under two interpreters side by side.

    operations.py PYTHON HEDDLE [NAME ...]      # name, PYTHON's ns, HEDDLE's ns, ratio; the worst first
    operations.py --measure [NAME ...]          # under the interpreter that it runs on

Each operation runs in a loop of a function's own; the thread's CPU time counts, the least of three, without the empty loop's.
"""
import subprocess
import sys
import time

SETUP = """
class A:
    c = 5
    def __init__(self, x=1):
        self.x = x
    def m(self): return 1
    def m2(self, a, b): return a
    def me(self): return self.x
    @property
    def p(self): return 1
    @staticmethod
    def s(): return 1
    @classmethod
    def cm(cls): return 1
    def __add__(self, o): return 1
    def __getitem__(self, i): return 1
    def __setitem__(self, i, v): pass
    def __len__(self): return 3
    def __eq__(self, o): return True
    def __contains__(self, o): return True
    def __call__(self): return 1
    def __enter__(self): return self
    def __exit__(self, *a): pass
class B(A):
    def m(self): return super().m()
class E:
    def __init__(self): pass
class F3:
    def __init__(self, a, b, c):
        self.a = a; self.b = b; self.c = c
class N: pass
class SL:
    __slots__ = ('x', 'y')
    def __init__(self): self.x = 1; self.y = 2
a = A(); b = B(); sl = SL()
def f0(): return 1
def f1(x): return x
def f3(x, y, z): return x
def fd(x, y=2): return x
def fk(x, *, k=2): return x
def fa(*args): return 1
def fkw(**kw): return 1
def clos():
    v = 1
    def g(): return v
    return g
g = clos()
lst = list(range(100)); tup = tuple(lst); dct = {i: i for i in lst}; sd = {'a': 1, 'b': 2, 'c': 3}; st = set(lst)
s = 'hello world'; by = b'hello world'; nested = [[1, 2, 3], [4, 5, 6]]
fl = 1.5; big = 1 << 70
def gen(n):
    for i in range(n): yield i
def gsend():
    x = None
    while 1: x = yield x
gs = gsend(); next(gs)
def glob(): return s
pair = (1, 2); lpair = [1, 2]
ident = lambda x: x
import math
GL = 1
"""
OPS = dict(
    pass_="pass", attr="a.x", attr_store="a.x = 1", attr_class="a.c", slot="sl.x", slot_store="sl.x = 1", prop="a.p", attr_mod="math.pi",
    meth="a.m()", meth2="a.m2(1, 2)", meth_attr="a.me()", static="a.s()", classm="a.cm()", super_="b.m()", call_obj="a()",
    f0="f0()", f1="f1(1)", f3="f3(1, 2, 3)", fdef="fd(1)", fdef2="fd(1, 2)", fkw1="fk(1, k=3)", fkwpos="f3(1, y=2, z=3)", fstar="fa(1, 2)", fstarcall="f3(*tup3)", fdstar="fkw(a=1)", closure="g()", lam="ident(1)",
    new_empty="N()", new_init0="E()", new_init1="A(1)", new_init3="F3(1, 2, 3)", dunder_add="a + a", dunder_get="a[1]", dunder_set="a[1] = 2", dunder_len="len(a)", dunder_eq="a == a", dunder_in="1 in a",
    list_get="lst[5]", list_neg="lst[-1]", list_set="lst[5] = 5", tuple_get="tup[5]", dict_get="dct[5]", dict_getstr="sd['a']", dict_set="dct[5] = 5", dict_setstr="sd['a'] = 1", nested="nested[1][2]", str_get="s[3]", bytes_get="by[3]",
    slice_list="lst[2:10]", slice_str="s[1:5]", slice_tuple="tup[2:5]", slice_set="lst[2:4] = lpair", list_iadd="lst[5] += 1", attr_iadd="a.x += 1",
    unpack2="x, y = pair", unpackl="x, y = lpair", swap="x, y = y0, x0", tuple2="(x0, y0)", list3="[x0, y0, 1]", dict2="{'a': x0, 'b': y0}", set2="{x0, y0}",
    fadd="fl + fl", fmul="fl * fl", fdiv="fl / fl", fpow="fl ** 2", iadd="x0 + y0", imul="x0 * y0", idiv="x0 / y0", imod="x0 % y0", ifdiv="x0 // y0", mixed="x0 + fl", mixmul="x0 * fl", bigadd="big + 1", ipow="x0 ** 2", neg="-x0", fneg="-fl", lshift="x0 << 3", fcmp="fl < 2.5", icmp="x0 < y0", scmp="s == 'hello'", chain="0 < x0 < 5", and_="x0 and y0", not_="not x0", is_="x0 is None", in_list="3 in lst", in_tuple="x0 in (1, 2, 3)", in_dict="5 in dct", in_set="5 in st", in_str="'w' in s",
    len_="len(lst)", isinst="isinstance(a, A)", isinstt="isinstance(x0, (int, str))", type_="type(a)", range_="range(10)", abs_="abs(x0)", min_="min(x0, y0)", max_="max(x0, y0)", ord_="ord('a')", chr_="chr(97)", int_="int(fl)", float_="float(x0)", str_="str(x0)", strs="str(s)", repr_="repr(x0)", hash_="hash(s)", getattr_="getattr(a, 'x')", hasattr_="hasattr(a, 'zz')", sum_="sum(tup3)", sorted_="sorted(tup3)", list_="list(tup3)", tuple_="tuple(lpair)", dict_="dict()", set_="set()", enum="enumerate(lst)", zip_="zip(lst, lst)", bool_="bool(x0)", id_="id(a)", sqrt="math.sqrt(fl)",
    append="l2.append(1)", pop="l2.append(1); l2.pop()", dget="sd.get('a')", dget2="sd.get('q', 1)", ditems="sd.items()", join="','.join(strs)", split="s.split(' ')", fstr="f'{x0} {s}'", fstr2="f'{fl:.2f}'", pct="'%s %d' % (s, x0)", concat="s + s", startswith="s.startswith('he')", replace="s.replace('l', 'L')", find="s.find('w')", lower="s.lower()", strip="s.strip()", format_="'{} {}'.format(x0, s)", encode="s.encode()", isdigit="s.isdigit()",
    for10="for i in lst10: pass", forrange="for i in range(10): pass", foritems="for k, v in sd.items(): pass", fordict="for k in sd: pass", forenum="for i, v in enumerate(lst10): pass", forzip="for p, q in zip(lst10, lst10): pass", forgen="for i in gen(10): pass", forset="for i in st3: pass", forstr="for c in 'abcdefghij': pass",
    lcomp="[i for i in lst10]", lcomp2="[i * 2 for i in lst10 if i]", dcomp="{i: i for i in lst10}", scomp="{i for i in lst10}", gexp="sum(i for i in lst10)", map_="list(map(ident, lst10))", send="gs.send(1)", any_="any(x > 20 for x in lst10)",
    try_="""
try: pass
except E: pass""", raise_="""
try: raise KeyError
except KeyError: pass""", raise_kd="""
try: dct[1000]
except KeyError: pass""", with_="""
with a: pass""", global_="GL", builtin="len", lambda_="lambda: 1", defn="""
def q(): pass""", assert_="assert x0", del_="q = 1; del q", import_="import math", sort="lst10.sort()", rev="lst10[::-1]", globst="gst = 1", strjoinc="s2 = s; s2 += 'a'", listmul="[0] * 10", copy="lst10[:]", cls="""
class Q: pass""",
)
def measure(code, n):
    src = "def run(n):\n " + "global gst\n x0 = 1; y0 = 2; x = y = 0; tup3 = (1, 2, 3); lst10 = list(range(10)); l2 = []; strs = ['a', 'b', 'c']; st3 = {1, 2, 3}; lst = LST; tup = TUP; dct = DCT; sd = SD; st = ST; a = AA; b = BB; fl = 1.5; s = S; sl = SLX\n for _ in range(n):\n  " + code.replace("\n", "\n  ") + "\n"
    ns = {}
    exec(SETUP, ns)
    ns.update(LST=ns['lst'], TUP=ns['tup'], DCT=ns['dct'], SD=ns['sd'], ST=ns['st'], AA=ns['a'], BB=ns['b'], S=ns['s'], SLX=ns['sl'])
    exec(src, ns)
    run = ns['run']
    run(100)
    t = time.thread_time
    best = 1e9
    for _ in range(3):
        t0 = t(); run(n); best = min(best, t() - t0)
    return best / n * 1e9


def measure_all(names):
    base = measure("pass", 200000)
    for name in names or OPS:
        estimate = measure(OPS[name], 300)
        n = max(200, min(100000, int(15e6 / max(estimate, 10))))
        print(name, round(max(measure(OPS[name], n) - base, 0.1), 1), flush=True)


def compare(python, heddle, names):
    found = []
    for interpreter in python, heddle:
        done = subprocess.run([interpreter, __file__, "--measure", *names], capture_output=True, text=True, check=True)
        found.append({name: float(value) for name, value in map(str.split, done.stdout.splitlines())})
    theirs, ours = found
    for name in sorted(theirs, key=lambda name: ours[name] / theirs[name], reverse=True):
        print(f"{name:12} {theirs[name]:9.1f} {ours[name]:9.1f} {ours[name] / theirs[name]:6.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure_all(sys.argv[2:])
    else:
        compare(sys.argv[1], sys.argv[2], sys.argv[3:])
