# string: constants, Template, Formatter, capwords.
import string

print(string.ascii_letters, string.digits, string.hexdigits, string.punctuation, repr(string.whitespace), len(string.printable))
# expect: abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 0123456789abcdefABCDEF !"#$%&'()*+,-./:;<=>?@[\]^_`{|}~ ' \t\n\r\x0b\x0c' 100
t = string.Template("$who likes ${what}s, $$5 $")
print(t.safe_substitute(who="Ann", what="cat"), t.template[:4], string.Template("$a-$b").substitute({"a": 1}, b=2), string.Template("${x}").get_identifiers(), string.Template("$").is_valid())
# expect: Ann likes cats, $5 $ $who 1-2 ['x'] False
for bad in (lambda: string.Template("$x").substitute(), lambda: string.Template("$1").substitute(), lambda: t.substitute(who=1, what=2)):
    try:
        bad()
    except (KeyError, ValueError) as e:
        print(type(e).__name__, e)
# expect: KeyError 'x'
# expect: ValueError Invalid placeholder in string: line 1, col 1
# expect: ValueError Invalid placeholder in string: line 1, col 26
print(string.capwords("hello  big world"), string.capwords("a-b-c", "-"))
# expect: Hello Big World A-B-C

class F(string.Formatter):
    def get_value(self, key, args, kwargs): return kwargs.get(key, f"<{key}>") if isinstance(key, str) else args[key]
    def format_field(self, value, spec): return value.upper() if spec == "up" else super().format_field(value, spec)

f = F()
print(f.format("{0} {name} {x:up} {1:>4}", "a", 2, x="loud"), list(f.parse("a{b!r:c}d{{")), string.Formatter().vformat("{0[k]}", ({"k": 1},), {}))
# expect: a <name> LOUD    2 [('a', 'b', 'c', 'r'), ('d{', None, None, None)] 1
