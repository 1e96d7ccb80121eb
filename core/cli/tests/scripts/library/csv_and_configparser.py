# csv and configparser on text in memory.
import configparser
import csv
import io

rows = list(csv.reader(io.StringIO('a,b,"c, d"\n1,"say ""hi""",\n"multi\nline",x,y\n')))
print(rows)
# expect: [['a', 'b', 'c, d'], ['1', 'say "hi"', ''], ['multi\nline', 'x', 'y']]
out = io.StringIO()
w = csv.writer(out, lineterminator="\n")
w.writerow(["x", 1, None, 2.5, 'q"q', "a,b", "n\nl"])
w.writerows([[1, 2], []])
print(repr(out.getvalue()))
# expect: 'x,1,,2.5,"q""q","a,b","n\nl"\n1,2\n\n'
d = list(csv.DictReader(io.StringIO("name,age\nAnn,30\nBob\n"), restval="?"))
print(d, list(csv.reader(["a;b"], delimiter=";")), list(csv.reader(["'x,y',z"], quotechar="'")), csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter)
# expect: [{'name': 'Ann', 'age': '30'}, {'name': 'Bob', 'age': '?'}] [['a', 'b']] [['x,y', 'z']] ;
o = io.StringIO()
dw = csv.DictWriter(o, ["a", "b"], lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
dw.writeheader(); dw.writerow({"a": 1, "b": "x"})
print(repr(o.getvalue()))
# expect: '"a","b"\n1,"x"\n'
for bad in (lambda: dw.writerow({"zz": 1}), lambda: list(csv.reader(["a"], delimiter="xx")), lambda: csv.writer(o).writerow(5), lambda: list(csv.reader(['"a"b'], strict=True))):
    try:
        bad()
    except (ValueError, TypeError, csv.Error) as e:
        print(type(e).__name__, e)
# expect: ValueError dict contains fields not in fieldnames: 'zz'
# expect: TypeError "delimiter" must be a unicode character, not a string of length 2
# expect: Error iterable expected, not int
# expect: Error ',' expected after '"'
c = configparser.ConfigParser()
c.read_string("[main]\nname = x\npath = %(name)s/bin\nn: 5\nflag = yes\n; comment\n[other]\nmulti = a\n  b\n")
print(c.sections(), c["main"]["path"], c.getint("main", "n"), c.getboolean("main", "flag"), c.get("other", "multi"), c.get("main", "zz", fallback="fb"), "main" in c, dict(c["other"]))
# expect: ['main', 'other'] x/bin 5 True a
# expect: b fb True {'multi': 'a\nb'}
for bad in (lambda: c["nope"], lambda: c.get("main", "nope"), lambda: c.read_string("junk")):
    try:
        bad()
    except (KeyError, configparser.Error) as e:
        print(type(e).__name__)
# expect: KeyError
# expect: NoOptionError
# expect: MissingSectionHeaderError
