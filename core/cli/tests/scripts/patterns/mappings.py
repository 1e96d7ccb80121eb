# Mapping patterns match the named keys; ** takes the others.
def f(x):
    match x:
        case {"type": "point", "x": x, "y": y}:
            return "point", x, y
        case {"type": str() as t, **rest}:
            return t, rest
        case {1: "one", None: v}:
            return "mixed keys", v
        case {}:
            return "any mapping"
    return "not a mapping"

for x in ({"type": "point", "x": 1, "y": 2, "z": 3}, {"type": "circle", "r": 5}, {"type": 5}, {1: "one", None: 0}, {}, [], {"type": "point"}):
    print(f(x))
# expect: ('point', 1, 2)
# expect: ('circle', {'r': 5})
# expect: any mapping
# expect: ('mixed keys', 0)
# expect: any mapping
# expect: not a mapping
# expect: ('point', {})

class Missing(dict):
    def __missing__(self, key): return "made up"

match Missing():
    case {"k": v}: print("never")
    case _: print("missing keys are not made")
    # expect: missing keys are not made
try:
    exec("match {}:\n  case {'a': 1, 'a': 2}: pass")
except SyntaxError as e:
    print(e.msg)
    # expect: mapping pattern checks duplicate key ('a')
key = "dyn"
class K: k = "dyn"
match {"dyn": 1, "x": 2}:
    case {K.k: v, **others}: print(v, others)
    # expect: 1 {'x': 2}
try:
    match {"dyn": 1}:
        case {K.k: a, "dyn": b}: pass
except ValueError as e:
    print(e)
