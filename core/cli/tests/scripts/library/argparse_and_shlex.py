# argparse without exiting the process, shlex, fnmatch, glob-free matching.
import argparse
import fnmatch
import shlex

p = argparse.ArgumentParser(prog="tool", exit_on_error=False, description="Does things.")
p.add_argument("path")
p.add_argument("-n", "--number", type=int, default=1)
p.add_argument("-v", action="count", default=0)
p.add_argument("--flag", action="store_true")
p.add_argument("--choice", choices=["a", "b"])
p.add_argument("rest", nargs="*")
print(p.parse_args(["file", "-n", "5", "-vv", "--flag", "--choice", "b", "x", "y"]))
# expect: Namespace(path='file', number=5, v=2, flag=True, choice='b', rest=['x', 'y'])
print(p.parse_args(["f"]), p.parse_known_args(["f", "--zzz"])[1], p.format_usage().startswith("usage: tool"))
# expect: Namespace(path='f', number=1, v=0, flag=False, choice=None, rest=[]) ['--zzz'] True
for bad in (["f", "-n", "x"], ["f", "--choice", "c"]):
    try:
        p.parse_args(bad)
    except argparse.ArgumentError as e:
        print(e)
# expect: argument -n/--number: invalid int value: 'x'
# expect: argument --choice: invalid choice: 'c' (choose from 'a', 'b')
sub = argparse.ArgumentParser(prog="t")
subs = sub.add_subparsers(dest="cmd")
a = subs.add_parser("add")
a.add_argument("n", type=int, nargs="+")
a.set_defaults(func=sum)
ns = sub.parse_args(["add", "1", "2", "3"])
print(ns.cmd, ns.func(ns.n))
# expect: add 6
print(shlex.split("a 'b c' \"d e\" f\\ g # x", comments=True), shlex.quote("it's"), shlex.join(["a", "b c"]), fnmatch.fnmatchcase("file.py", "*.py"), fnmatch.filter(["a.py", "b.txt"], "*.py"), fnmatch.fnmatchcase("abc", "a[bx]?"))
# expect: ['a', 'b c', 'd e', 'f g'] 'it'"'"'s' a 'b c' True ['a.py'] True
try:
    shlex.split("'open")
except ValueError as e:
    print(e)
    # expect: No closing quotation
