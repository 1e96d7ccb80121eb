# Dotted names are values to compare with, looked up at each match.
class Color:
    RED, GREEN = "r", "g"

class Outer:
    class Inner:
        value = 42

def f(x):
    match x:
        case Color.RED: return "red"
        case Color.GREEN | Outer.Inner.value: return "green or 42"
    return "none"

print(f("r"), f("g"), f(42), f("b"))
# expect: red green or 42 green or 42 none
Color.RED = "changed"
print(f("r"), f("changed"))
# expect: none red
try:
    match 1:
        case Color.MISSING: pass
except AttributeError as e:
    print(e)
    # expect: type object 'Color' has no attribute 'MISSING'
try:
    match 1:
        case undefined.name: pass
except NameError as e:
    print(e)
    # expect: name 'undefined' is not defined
RED = "r"
match "anything":
    case RED: print("captured", RED)
    # expect: captured anything
