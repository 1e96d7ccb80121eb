# Syntax errors that tell what was probably meant.
for text in ("if x = 1: pass", "print 'x'", "exec 'x'", "f(a=1, 2)", "f(**k, *a)", "x = {1: 2, 3}", "def f(a=1, b): pass", "for x in y print(x)", "if x print(x)", "while True print()", "class C pass", "def f() pass", "x = [1, 2", "x = 1)", "(a, b", "else: pass", "elif x: pass",
             "import a.b as c.d", "from x import", "from x import (a, b", "import x from y", "return", "x +", "a b", "1abc", "0777", "1__0", "0b12", "0xg", "1.2.3", "'abc", '"""abc', "f(x for x in y, 1)", "f() = 1", "None = 1", "x = yield = 1", "a + 1 = 2", "lambda: x = 1", "[x for x in y] = 1", "del f()", "del 5",
             "try: pass", "try: pass\nfinally", "except: pass", "with open(x) as 5: pass", "async x", "await", "global x, ", "x if y", "not", "a <> b", "a =! b", "a === b", "x++", "@", "def f(*): pass", "def f(*, **k): pass", "def f(a, *, a): pass", "def f(**k, a): pass", "def f(*a, *b): pass", "def f(a, /, b, /): pass", "f(a.b=1)", "f(True=1)", "raise x from", "assert", "match x:\n  pass", "\tx\n        y", "if 1:\n  a\n    b", "“x”", "x = $", "a?b"):
    try:
        compile(text, "<t>", "exec")
        print("fine:", text)
    except SyntaxError as e:
        print(repr(text), "|", type(e).__name__, e.msg)
# expect: 'if x = 1: pass' | SyntaxError invalid syntax. Maybe you meant '==' or ':=' instead of '='?
# expect: "print 'x'" | SyntaxError Missing parentheses in call to 'print'. Did you mean print(...)?
# expect: "exec 'x'" | SyntaxError Missing parentheses in call to 'exec'. Did you mean exec(...)?
# expect: 'f(a=1, 2)' | SyntaxError positional argument follows keyword argument
# expect: 'f(**k, *a)' | SyntaxError iterable argument unpacking follows keyword argument unpacking
# expect: 'x = {1: 2, 3}' | SyntaxError ':' expected after dictionary key
# expect: 'def f(a=1, b): pass' | SyntaxError parameter without a default follows parameter with a default
# expect: 'for x in y print(x)' | SyntaxError invalid syntax
# expect: 'if x print(x)' | SyntaxError invalid syntax
# expect: 'while True print()' | SyntaxError invalid syntax
# expect: 'class C pass' | SyntaxError invalid syntax
# expect: 'def f() pass' | SyntaxError expected ':'
# expect: 'x = [1, 2' | SyntaxError '[' was never closed
# expect: 'x = 1)' | SyntaxError unmatched ')'
# expect: '(a, b' | SyntaxError '(' was never closed
# expect: 'else: pass' | SyntaxError invalid syntax
# expect: 'elif x: pass' | SyntaxError invalid syntax
# expect: 'import a.b as c.d' | SyntaxError cannot use attribute as import target
# expect: 'from x import' | SyntaxError Expected one or more names after 'import'
# expect: 'from x import (a, b' | SyntaxError '(' was never closed
# expect: 'import x from y' | SyntaxError Did you mean to use 'from ... import ...' instead?
# expect: 'return' | SyntaxError 'return' outside function
# expect: 'x +' | SyntaxError invalid syntax
# expect: 'a b' | SyntaxError invalid syntax
# expect: '1abc' | SyntaxError invalid decimal literal
# expect: '0777' | SyntaxError leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
# expect: '1__0' | SyntaxError invalid decimal literal
# expect: '0b12' | SyntaxError invalid digit '2' in binary literal
# expect: '0xg' | SyntaxError invalid hexadecimal literal
# expect: '1.2.3' | SyntaxError invalid syntax
# expect: "'abc" | SyntaxError unterminated string literal (detected at line 1)
# expect: '"""abc' | SyntaxError unterminated triple-quoted string literal (detected at line 1)
# expect: 'f(x for x in y, 1)' | SyntaxError Generator expression must be parenthesized
# expect: 'f() = 1' | SyntaxError cannot assign to function call here. Maybe you meant '==' instead of '='?
# expect: 'None = 1' | SyntaxError cannot assign to None
# expect: 'x = yield = 1' | SyntaxError assignment to yield expression not possible
# expect: 'a + 1 = 2' | SyntaxError cannot assign to expression here. Maybe you meant '==' instead of '='?
# expect: 'lambda: x = 1' | SyntaxError cannot assign to lambda
# expect: '[x for x in y] = 1' | SyntaxError cannot assign to list comprehension here. Maybe you meant '==' instead of '='?
# expect: 'del f()' | SyntaxError cannot delete function call
# expect: 'del 5' | SyntaxError cannot delete literal
# expect: 'try: pass' | SyntaxError expected 'except' or 'finally' block
# expect: 'try: pass\nfinally' | SyntaxError expected ':'
# expect: 'except: pass' | SyntaxError invalid syntax
# expect: 'with open(x) as 5: pass' | SyntaxError cannot assign to literal
# expect: 'async x' | SyntaxError invalid syntax
# expect: 'await' | SyntaxError invalid syntax
# expect: 'global x, ' | SyntaxError invalid syntax
# expect: 'x if y' | SyntaxError expected 'else' after 'if' expression
# expect: 'not' | SyntaxError invalid syntax
# expect: 'a <> b' | SyntaxError invalid syntax.  Maybe you meant '!=' instead of '<>'?
# expect: 'a =! b' | SyntaxError invalid syntax
# expect: 'a === b' | SyntaxError invalid syntax
# expect: 'x++' | SyntaxError invalid syntax
# expect: '@' | SyntaxError invalid syntax
# expect: 'def f(*): pass' | SyntaxError named arguments must follow bare *
# expect: 'def f(*, **k): pass' | SyntaxError named arguments must follow bare *
# expect: 'def f(a, *, a): pass' | SyntaxError duplicate argument 'a' in function definition
# expect: 'def f(**k, a): pass' | SyntaxError arguments cannot follow var-keyword argument
# expect: 'def f(*a, *b): pass' | SyntaxError * argument may appear only once
# expect: 'def f(a, /, b, /): pass' | SyntaxError / may appear only once
# expect: 'f(a.b=1)' | SyntaxError expression cannot contain assignment, perhaps you meant "=="?
# expect: 'f(True=1)' | SyntaxError cannot assign to True
# expect: 'raise x from' | SyntaxError invalid syntax
# expect: 'assert' | SyntaxError invalid syntax
# expect: 'match x:\n  pass' | SyntaxError invalid syntax
# expect: '\tx\n        y' | IndentationError unexpected indent
# expect: 'if 1:\n  a\n    b' | IndentationError unexpected indent
# expect: '“x”' | SyntaxError invalid character '“' (U+201C)
# expect: 'x = $' | SyntaxError invalid syntax
# expect: 'a?b' | SyntaxError invalid syntax
