# Literal patterns compare by ==, singletons by identity.
def f(x):
    match x:
        case 0:
            return "zero"
        case -1.5 | 3 + 2j:
            return "numbers"
        case "text" | b"bytes":
            return "strings"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case _:
            return "other"

print([f(x) for x in (0, 0.0, False, -1.5, 3 + 2j, "text", b"bytes", None, True, 1, "other", [])])
# expect: ['zero', 'zero', 'zero', 'numbers', 'numbers', 'strings', 'strings', 'none', 'true', 'other', 'other', 'other']

class EqAll:
    def __eq__(self, other): return True

print(f(EqAll()))
# expect: zero

def g(x):
    match x:
        case None: return "none"
        case True: return "true"
        case _: return "neither"

print(g(EqAll()), g(1))
# expect: neither neither
