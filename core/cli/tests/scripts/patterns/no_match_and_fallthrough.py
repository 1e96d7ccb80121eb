# When nothing matches, execution goes on after the statement; cases never fall through.
def f(x):
    log = []
    match x:
        case 1: log.append("one")
        case 1 | 2: log.append("two")
        case 3: pass
    log.append("after")
    return log

print([f(x) for x in (1, 2, 3, 4)])
# expect: [['one', 'after'], ['two', 'after'], ['after'], ['after']]

def g(x):
    match x:
        case [1, a] | [a, 1]: return a
        case [_, {"deep": [_, {"deeper": (y,)}]}]: return y
        case [[[[[z]]]]]: return z

print(g([1, 5]), g([6, 1]), g([0, {"deep": [0, {"deeper": [9]}]}]), g([[[[[3]]]]]), g([[[[3]]]]))
# expect: 5 6 9 3 None
many = "\n".join(f"        case {i}: return {i * i}" for i in range(500))
space = {}
exec(f"def h(x):\n    match x:\n{many}\n        case _: return -1", space)
print(space["h"](0), space["h"](499), space["h"](500), space["h"]("x"))
# expect: 0 249001 -1 -1
