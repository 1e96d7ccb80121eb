# SyntaxError carries message, file, position and text.
def show(source):
    try:
        compile(source, "<src>", "exec")
    except SyntaxError as e:
        print(type(e).__name__, "|", e.msg, "|", e.filename, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))

show("x = = 1")
# expect: SyntaxError | invalid syntax | <src> 1 5 1 6 'x = = 1\n'
show("def f(:\n  pass")
# expect: SyntaxError | invalid syntax | <src> 1 7 1 8 'def f(:\n'
show("if x:\npass")
# expect: IndentationError | expected an indented block after 'if' statement on line 1 | <src> 2 1 2 5 'pass\n'
show("x = (1,\n  2")
# expect: SyntaxError | '(' was never closed | <src> 1 5 1 0 'x = (1,'
show("'unterminated")
# expect: SyntaxError | unterminated string literal (detected at line 1) | <src> 1 1 1 1 "'unterminated"
show("f(a for a in b, c)")
# expect: SyntaxError | Generator expression must be parenthesized | <src> 1 3 1 15 'f(a for a in b, c)\n'
show("return 1")
# expect: SyntaxError | 'return' outside function | <src> 1 1 1 9 None
show("break")
# expect: SyntaxError | 'break' outside loop | <src> 1 1 1 6 None
show("a, b += 1")
# expect: SyntaxError | 'tuple' is an illegal expression for augmented assignment | <src> 1 1 1 5 'a, b += 1\n'
show("x = 5 if y")
# expect: SyntaxError | expected 'else' after 'if' expression | <src> 1 5 1 11 'x = 5 if y\n'
show("1 = x")
# expect: SyntaxError | cannot assign to literal here. Maybe you meant '==' instead of '='? | <src> 1 1 1 2 '1 = x\n'
show("def f(a, a): pass")
# expect: SyntaxError | duplicate argument 'a' in function definition | <src> 1 10 1 11 None
show("nonlocal x")
# expect: SyntaxError | nonlocal declaration not allowed at module level | <src> 1 1 1 11 None
show("if True:\n    x\n  y")
# expect: IndentationError | unindent does not match any outer indentation level | <src> 3 4 3 -1 '  y\n'
e = SyntaxError("m", ("file", 1, 2, "text", 1, 4))
print(e, "|", e.print_file_and_line, e.args)
# expect: m (file, line 1) | None ('m', ('file', 1, 2, 'text', 1, 4))
