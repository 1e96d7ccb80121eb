# mode: main-only (warning filters are the process's)
# SyntaxWarnings: literals compared by identity, called or subscripted, assertions of tuples, escapes, ways out of finally.
import warnings

def shown(source):
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        compile(source, "f.py", "exec")
    for w in found:
        assert w.category is SyntaxWarning and w.filename == "f.py"
        print(w.lineno, w.message)

shown("x is 1\ny is not 'a'\nz is ()\nx is None is ... is True")
# expect: 1 "is" with 'int' literal. Did you mean "=="?
# expect: 2 "is not" with 'str' literal. Did you mean "!="?
# expect: 3 "is" with 'tuple' literal. Did you mean "=="?
shown("assert (x, 'm')\nassert ()")
# expect: 1 assertion is always true, perhaps remove parentheses?
shown("[1](2)\n'a'['b']\n1[0]\n[][1:2]\n(lambda: 0)()\nf'{x}'()")
# expect: 1 'list' object is not callable; perhaps you missed a comma?
# expect: 2 str indices must be integers or slices, not str; perhaps you missed a comma?
# expect: 3 'int' object is not subscriptable; perhaps you missed a comma?
# expect: 6 'str' object is not callable; perhaps you missed a comma?
shown("'''\n\\d'''\nb'\\400'\nr'\\d'")
# expect: 2 "\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\d"? A raw string is also an option.
# expect: 3 "\400" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean "\\400"? A raw string is also an option.
shown("0x1for x in y\n1if 1 else 2") if False else shown("[0x1for x in y]\n1if 1 else 2")
# expect: 1 invalid hexadecimal literal
# expect: 2 invalid decimal literal
shown("def f():\n try: pass\n finally: return\nfor x in y:\n try: pass\n finally:\n  for z in y: break\n  continue\n")
# expect: 3 'return' in a 'finally' block
# expect: 8 'continue' in a 'finally' block

with warnings.catch_warnings():
    warnings.simplefilter("error")
    for source in ("1 is x", "'\\d'"):
        try:
            compile(source, "f.py", "exec")
        except SyntaxError as e:
            print(e.msg, e.lineno)
# expect: "is" with 'int' literal. Did you mean "=="? 1
# expect: "\d" is an invalid escape sequence. Did you mean "\\d"? A raw string is also an option. 1
