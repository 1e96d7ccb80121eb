# t-strings (PEP 750) make Template objects of strings and interpolations, unevaluated into text.
name, n = "World", 5
t = t"Hello {name!r:>10} and {n + 1}!"
print(type(t).__name__, t.strings, t.values)
# expect: Template ('Hello ', ' and ', '!') ('World', 6)
for i in t.interpolations:
    print(repr(i.value), i.expression, i.conversion, repr(i.format_spec))
# expect: 'World' name r '>10'
# expect: 6 n + 1 None ''
print(list(t"a{n}b")[0], [type(p).__name__ for p in t"a{n}b{n}"])
# expect: a ['str', 'Interpolation', 'str', 'Interpolation']
print(t"".strings, t"{n}".strings, t"{n}{n}".strings, t"plain".strings, t"{{x}}".strings)
# expect: ('',) ('', '') ('', '', '') ('plain',) ('{x}',)
print((t"a{1}" + t"b{2}c").strings, (t"a" t"{1}").strings)
# expect: ('a', 'b', 'c') ('a', '')
debug = t"{n=}"
print(debug.strings, debug.interpolations[0].conversion, t"{n=:>3}".interpolations[0].format_spec)
# expect: ('n=', '') r >3

def render(t):
    out = []
    for part in t:
        if isinstance(part, str): out.append(part)
        else: out.append(str(part.value).upper() if not part.format_spec else format(part.value, part.format_spec))
    return "".join(out)

print(render(t"hi {name}, {n:03}{'x'}"))
# expect: hi WORLD, 005X
try:
    t"a" + "b"
except TypeError as e:
    print(e)
    # expect: can only concatenate string.templatelib.Template (not "str") to string.templatelib.Template
print(t"{n:{n}.{2}}".interpolations[0].format_spec)
# expect: 5.2
