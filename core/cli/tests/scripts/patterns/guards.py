# A guard is evaluated after the captures are bound; when it fails the next case is tried.
log = []

def check(x, answer):
    log.append(x)
    return answer

def f(x):
    match x:
        case [a, b] if check(("first", a), a > b):
            return "greater"
        case [a, b] if check(("second", b), a == b):
            return "equal"
        case [a, b]:
            return "less"

print(f([2, 1]), f([1, 1]), f([0, 1]))
# expect: greater equal less
print(log)
# expect: [('first', 2), ('first', 1), ('second', 1), ('first', 0), ('second', 1)]

def g(x):
    match x:
        case n if n < 0: return "negative"
        case n if (m := n % 3) == 0: return f"multiple, {m}"
        case _ if x > 100: return "big"
    return n

print(g(-1), g(9), g(101), g(4))
# expect: negative multiple, 0 big 4
try:
    match 5:
        case x if 1 / 0: pass
except ZeroDivisionError as e:
    print(e, x)
    # expect: division by zero 5
