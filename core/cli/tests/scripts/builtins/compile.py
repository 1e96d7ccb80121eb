# compile in its three modes, code attributes, and eval of its results.
code = compile("1 + 2", "<name>", "eval")
print(eval(code), code.co_filename, type(code).__name__, code.co_name)
# expect: 3 <name> code <module>
space = {}
exec(compile("a = 1\nb = a + 1", "f.py", "exec"), space)
print(space["a"], space["b"])
# expect: 1 2
single = compile("x = 5", "<s>", "single")
exec(single, space)
print(space["x"])
# expect: 5
for args in (("1 +", "f", "eval"), ("x = 1", "f", "eval"), ("1; 2", "f", "bad mode"), (5, "f", "exec"), ("a\0b", "f", "exec"), ("x", "f")):
    try:
        compile(*args)
    except (SyntaxError, ValueError, TypeError) as e:
        print(type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
# expect: SyntaxError invalid syntax
# expect: SyntaxError invalid syntax
# expect: ValueError compile() mode must be 'exec', 'eval' or 'single'
# expect: TypeError compile() arg 1 must be a string, bytes or AST object
# expect: SyntaxError source code string cannot contain null bytes
# expect: TypeError compile() missing required argument 'mode' (pos 3)
print(eval("(lambda n: [n for n in range(n)])(3)"), eval("  1 + 1  "), eval(b"2 * 3"), eval("[a for a in 'xy']", {}))
# expect: [0, 1, 2] 2 6 ['x', 'y']
exec("def g(n):\n    return n and n * g(n - 1) or 1", space)
print(space["g"](5), eval("g(4)", space), exec("pass"))
# expect: 120 24 None
for bad in (lambda: eval(5), lambda: exec(5), lambda: eval("1", 5), lambda: exec("1", {}, 5), lambda: eval("x", {"__builtins__": {}})):
    try:
        bad()
    except (TypeError, NameError) as e:
        print(type(e).__name__, e)
# expect: TypeError eval() arg 1 must be a string, bytes or code object
# expect: TypeError exec() arg 1 must be a string, bytes or code object
# expect: TypeError globals must be a dict
# expect: TypeError locals must be a mapping or None, not int
# expect: NameError name 'x' is not defined
