# return, break, continue and exceptions from within match in loops and functions.
def scan(items):
    out = []
    for item in items:
        match item:
            case "skip": continue
            case "stop": break
            case ["return", v]: return "early", v, out
            case int(n):
                try:
                    out.append(10 // n)
                except ZeroDivisionError:
                    out.append("div")
            case _: pass
    else:
        out.append("all")
    return out

print(scan([1, "skip", 0, "other"]))
# expect: [10, 'div', 'all']
print(scan([1, "stop", 2]))
# expect: [10]
print(scan([2, ["return", "x"], 3]))
# expect: ('early', 'x', [5])

def gen(items):
    for i in items:
        match i:
            case [a, b]:
                got = yield a
                yield got, b
            case {"from": it}: yield from it
            case _: yield "?"

g = gen([(1, 2), {"from": "xy"}, 0])
print(next(g), g.send("sent"), *g)
# expect: 1 ('sent', 2) x y ?
while True:
    match len([]):
        case 0:
            break
print("left the loop")
# expect: left the loop
