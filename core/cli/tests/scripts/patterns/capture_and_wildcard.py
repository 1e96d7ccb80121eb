# Captures bind when the pattern matches; the wildcard binds nothing.
def f(x):
    match x:
        case [a, _]:
            return "pair", a
        case [a, _, *_]:
            return "more", a
        case other:
            return "whole", other

print(f([1, 2]), f((1, 2, 3)), f("ab"), f(None))
# expect: ('pair', 1) ('more', 1) ('whole', 'ab') ('whole', None)
match 5:
    case bound:
        pass
print(bound)
# expect: 5
match [1, [2, 3]]:
    case [x, [y, 0]] | [x, [y, _]]:
        print(x, y)
        # expect: 1 2
match {"k": 1}:
    case {"missing": m}:
        pass
print("m" in globals())
# expect: False
match (1, 2):
    case (first, 3):
        pass
    case _:
        print("first" in globals())
        # expect: False
