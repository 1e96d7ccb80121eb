# A JSON-like tree walked and rewritten with nested patterns.
def simplify(x):
    match x:
        case {"op": "add", "args": [0, y] | [y, 0]}:
            return simplify(y)
        case {"op": "mul", "args": [_, 0] | [0, _]}:
            return 0
        case {"op": "mul", "args": [1, y] | [y, 1]}:
            return simplify(y)
        case {"op": str(op), "args": [*args]}:
            new = [simplify(a) for a in args]
            again = {"op": op, "args": new}
            return simplify(again) if new != args else again
        case int() | str():
            return x
        case [*items]:
            return [simplify(i) for i in items]
        case None | bool():
            raise TypeError(f"constant {x}")
        case _:
            raise ValueError(f"unknown {x!r}")

print(simplify({"op": "add", "args": [{"op": "mul", "args": [1, "x"]}, {"op": "mul", "args": ["y", 0]}]}))
# expect: x
print(simplify([{"op": "mul", "args": [2, {"op": "add", "args": [0, 3]}]}, "z"]))
# expect: [{'op': 'mul', 'args': [2, 3]}, 'z']
for bad in (None, 2.5, {"op": 5}):
    try:
        simplify(bad)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: TypeError constant None
# expect: ValueError unknown 2.5
# expect: ValueError unknown {'op': 5}

def shape(x):
    match x:
        case []: return "empty list"
        case [[_, *_] as first, *rest]: return f"list of lists, {len(first)} + {len(rest)}"
        case [int(), *_, int()]: return "ints at both ends"
        case [x] | (x,): return f"single {x}"
        case {}: return f"mapping of {len(x)}"
        case str(s) if len(s) > 3: return "long text"
        case str(): return "short text"
        case _: return type(x).__name__

print([shape(x) for x in ([], [[1, 2], 3], [1, "a", 2], ["only"], {"a": 1}, "text", "abc", 5, [[], 1])])
# expect: ['empty list', 'list of lists, 2 + 1', 'ints at both ends', 'single only', 'mapping of 1', 'long text', 'short text', 'int', 'list']
