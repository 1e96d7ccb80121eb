# exec and eval run in the mappings they are given.
space = {"a": 1}
exec("b = a + 1\ndef f(): return b * 10", space)
print(space["b"], space["f"](), "__builtins__" in space)
# expect: 2 20 True
print(eval("a + b", space), eval("a + c", space, {"c": 5}))
# expect: 3 6

def f():
    x = 1
    exec("x = 2; y = 3")
    return x, eval("x + 1"), "y" in locals()

print(f())
# expect: (1, 2, False)
local = {}
exec("z = 1\nclass K: pass", {}, local)
print(sorted(local))
# expect: ['K', 'z']
code = compile("q = 7", "<test>", "exec")
exec(code, space)
print(space["q"], eval(compile("1 + 1", "<e>", "eval")))
# expect: 7 2
for bad in ("1 +", "x = 1"):
    try:
        eval(bad)
    except SyntaxError as e:
        print(e.msg)
# expect: invalid syntax
# expect: invalid syntax

class Defaults(dict):
    def __missing__(self, key):
        return f"<{key}>"

print(eval("unknown + other", {}, Defaults()))
# expect: <unknown><other>
