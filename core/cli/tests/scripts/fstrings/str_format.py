# str.format: automatic and manual numbering, attributes, items, conversions, nested fields.
class P:
    x = {"k": [10, 20]}
    def __getitem__(self, i): return ("item", i)

print("{} {} {}".format(1, "b", None), "{1} {0} {1}".format("a", "b"), "{a}{b}{a}".format(a=1, b=2))
# expect: 1 b None b a b 121
print("{0.x[k][1]} {0[7]} {0[name]} {p.x}".format(P(), p=P()))
# expect: 20 ('item', 7) ('item', 'name') {'k': [10, 20]}
print("{:>5}|{:<5}|{!r:^7}|{{}}".format(1, 2, "q"), "{:{}{}}".format(7, "0", 3))
# expect:     1|2    |  'q'  |{} 007
print("{0[0]}{0[-1]}".format(P()), "{[a b]}".format({"a b": "spaced"}))
# expect: ('item', 0)('item', '-1') spaced
for template, args, kw in (("{}{1}", (1, 2), {}), ("{0}{}", (1, 2), {}), ("{2}", (1,), {}), ("{}", (), {}), ("{k}", (), {}), ("{", (1,), {}),
                           ("}", (1,), {}), ("{0!x}", (1,), {}), ("{0!}", (1,), {}), ("{0.}", (1,), {}), ("{0[}", (1,), {}), ("{0[]}", (1,), {}),
                           ("{0.missing}", (1,), {}), ("{0[0]}", (1,), {}), ("{:{:{}}}", (1, 2, 3), {})):
    try:
        print(template.format(*args, **kw))
    except Exception as e:
        print(template, type(e).__name__, e)
# expect: {}{1} ValueError cannot switch from automatic field numbering to manual field specification
# expect: {0}{} ValueError cannot switch from manual field specification to automatic field numbering
# expect: {2} IndexError Replacement index 2 out of range for positional args tuple
# expect: {} IndexError Replacement index 0 out of range for positional args tuple
# expect: {k} KeyError 'k'
# expect: { ValueError Single '{' encountered in format string
# expect: } ValueError Single '}' encountered in format string
# expect: {0!x} ValueError Unknown conversion specifier x
# expect: {0!} ValueError unmatched '{' in format spec
# expect: {0.} ValueError Empty attribute in format string
# expect: {0[} ValueError expected '}' before end of string
# expect: {0[]} ValueError Empty attribute in format string
# expect: {0.missing} AttributeError 'int' object has no attribute 'missing'
# expect: {0[0]} TypeError 'int' object is not subscriptable
# expect: {:{:{}}} ValueError Max string recursion exceeded
