# The subject is evaluated once; a bare tuple of subjects makes a tuple.
log = []

def v(x):
    log.append(x)
    return x

match v(1), v(2):
    case (2, _): print("no")
    case [1, x]: print("x", x)
    # expect: x 2
print(log)
# expect: [1, 2]
match v(5),:
    case (n,): print(n)
    # expect: 5
match *[1, 2], 3:
    case [*all]: print(all)
    # expect: [1, 2, 3]
match (y := 7):
    case 7: print(y)
    # expect: 7
match = case = type = _ = 1
print(match + case, type, _)
# expect: 2 1 1
match match:
    case 1: print("soft keywords")
    # expect: soft keywords
match(1)if False else print("call parsed")
# expect: call parsed
match [0][0]:
    case 0: print("list subject")
    # expect: list subject
match -1:
    case -1: print("negative")
    # expect: negative
match lambda: 0:
    case f: print(f())
    # expect: 0
