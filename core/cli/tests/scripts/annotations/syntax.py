# Annotated targets: names, attributes, subscripts, parenthesised names, and what is refused.
class C: pass
c = C()
d = {}
a: int
c.attr: str = "set"
d["k"]: float = 1.5
(b): int = 3
print(c.attr, d, b, "a" in globals())
# expect: set {'k': 1.5} 3 False

def f():
    x: int
    try:
        return x
    except UnboundLocalError as e:
        return str(e)

print(f())
# expect: cannot access local variable 'x' where it is not associated with a value

def g():
    c.other: print("evaluated?") = 1
    (y): int = 2
    return y

print(g(), c.other)
# expect: 2 1
for text in ("a, b: int", "x: int: str", "def f(): global x; x: int = 1", "[a]: int = 1", "x: yield", "(a, b): int = 1, 2", "f(): int = 1", "x: (y := 1)", "def f(x: (yield)): pass", "x: int = yield", "def f(a: await b): pass"):
    try:
        compile(text, "<t>", "exec")
        print("fine:", text)
    except SyntaxError as e:
        print(e.msg)
# expect: only single target (not tuple) can be annotated
# expect: invalid syntax
# expect: annotated name 'x' can't be global
# expect: only single target (not list) can be annotated
# expect: invalid syntax
# expect: only single target (not tuple) can be annotated
# expect: illegal target for annotation
# expect: named expression cannot be used within an annotation
# expect: yield expression cannot be used within an annotation
# expect: 'yield' outside function
# expect: await expression cannot be used within an annotation
