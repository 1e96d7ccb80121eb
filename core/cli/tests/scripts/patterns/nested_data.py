# A small evaluator over tuples and dicts, as patterns are for.
def ev(e, env={}):
    match e:
        case int() | float(): return e
        case str(name) if name in env: return env[name]
        case ("+" | "-" | "*" as op, left, right):
            l, r = ev(left, env), ev(right, env)
            match op:
                case "+": return l + r
                case "-": return l - r
                case "*": return l * r
        case ("let", str(name), value, body): return ev(body, {**env, name: ev(value, env)})
        case ("if", test, then, els): return ev(then if ev(test, env) else els, env)
        case {"block": [*init, last]}:
            for i in init: ev(i, env)
            return ev(last, env)
        case ("fn", [*params], body): return lambda *a: ev(body, {**env, **dict(zip(params, a))})
        case ("call", f, *args): return ev(f, env)(*[ev(a, env) for a in args])
        case _: raise SyntaxError(f"bad expression {e!r}")

print(ev(("+", 1, ("*", 2, 3))), ev(("let", "x", 5, ("-", "x", 1))), ev(("if", 0, 1, {"block": [1, 2, ("+", 3, 4)]})))
# expect: 7 4 7
print(ev(("call", ("fn", ["a", "b"], ("*", "a", ("+", "b", 1))), 6, ("let", "y", 5, "y"))))
# expect: 36
try:
    ev(("/", 1, 2))
except SyntaxError as e:
    print(e)
    # expect: bad expression ('/', 1, 2)
