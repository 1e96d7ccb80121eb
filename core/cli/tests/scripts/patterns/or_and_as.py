# Alternatives bind the same names; `as` names what a part matched.
def f(x):
    match x:
        case ("a" | "b") as letter: return "letter", letter
        case [("x" | "y") as k, (int() | float()) as v] as pair: return k, v, pair
        case {"v": ([] | None) as empty}: return "empty", empty
        case [1, x, 2] | [x, 3]: return "alternatives", x
        case (int() | str()) | (list() | dict()) as anything: return "builtin", anything
    return None

for x in ("a", ["x", 1.5], {"v": []}, {"v": None}, [1, "mid", 2], ["first", 3], 7, [9], set()):
    print(f(x))
# expect: ('letter', 'a')
# expect: ('x', 1.5, ['x', 1.5])
# expect: ('empty', [])
# expect: ('empty', None)
# expect: ('alternatives', 'mid')
# expect: ('alternatives', 'first')
# expect: ('builtin', 7)
# expect: ('builtin', [9])
# expect: None
for text in ("case x | 1: pass", "case [x] | [y]: pass", "case x: pass\n  case 1: pass", "case [x, x]: pass",
             "case {**rest, 'a': 1}: pass", "case [*a, *b]: pass", "case C(a=1, a=2): pass", "case 1 + 2: pass",
             "case f'{x}': pass", "case -x: pass", "case _ as y: pass\n  case 2: pass"):
    try:
        compile("match s:\n  " + text, "<t>", "exec")
        print("fine")
    except SyntaxError as e:
        print(e.msg)
# expect: name capture 'x' makes remaining patterns unreachable
# expect: alternative patterns bind different names
# expect: name capture 'x' makes remaining patterns unreachable
# expect: multiple assignments to name 'x' in pattern
# expect: invalid syntax
# expect: multiple starred names in sequence pattern
# expect: attribute name repeated in class pattern: a
# expect: imaginary number required in complex literal
# expect: patterns may only match literals and attribute lookups
# expect: invalid syntax
# expect: wildcard makes remaining patterns unreachable
