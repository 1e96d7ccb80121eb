# Template and Interpolation as types: construction, repr, matching.
from string.templatelib import Interpolation, Template, convert

t = Template("a", Interpolation(1, "x", None, ""), "b", "c", Interpolation(2, "y", "r", ">5"))
print(t.strings, t.values, [i.expression for i in t.interpolations])
# expect: ('a', 'bc', '') (1, 2) ['x', 'y']
print(repr(t))
# expect: Template(strings=('a', 'bc', ''), interpolations=(Interpolation(1, 'x', None, ''), Interpolation(2, 'y', 'r', '>5')))
print(Interpolation("v"), Interpolation("v", "e", "s", "f").conversion)
# expect: Interpolation('v', '', None, '') s
match t.interpolations[1]:
    case Interpolation(value, expression, conversion, spec):
        print(value, expression, conversion, spec)
        # expect: 2 y r >5
print(convert("é", "a"), convert(5, "r"), convert(5, None))
# expect: '\xe9' 5 5
print(Template().strings, Template("x") == Template("x"), t is not None)
# expect: ('',) False True
for bad in (lambda: Template(5), lambda: Interpolation(1, 2), lambda: Interpolation(1, "x", "z"), lambda: setattr(t, "strings", ())):
    try:
        bad()
    except (TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: TypeError Template.__new__ *args need to be of type 'str' or 'Interpolation', got int
# expect: TypeError Interpolation() argument 'expression' must be str, not int
# expect: ValueError Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'
# expect: AttributeError readonly attribute
