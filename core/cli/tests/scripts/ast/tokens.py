# tokenize and symtable: native tokens and symbol tables.
import io
import symtable
import tokenize

for token in tokenize.generate_tokens(io.StringIO("if x:  # c\n\n    f'{y:>{w}}b{{'\n").readline):
    print(tokenize.tok_name[token.type], repr(token.string), token.start, token.end)
# expect: NAME 'if' (1, 0) (1, 2)
# expect: NAME 'x' (1, 3) (1, 4)
# expect: OP ':' (1, 4) (1, 5)
# expect: COMMENT '# c' (1, 7) (1, 10)
# expect: NEWLINE '\n' (1, 10) (1, 11)
# expect: NL '\n' (2, 0) (2, 1)
# expect: INDENT '    ' (3, 0) (3, 4)
# expect: FSTRING_START "f'" (3, 4) (3, 6)
# expect: OP '{' (3, 6) (3, 7)
# expect: NAME 'y' (3, 7) (3, 8)
# expect: OP ':' (3, 8) (3, 9)
# expect: FSTRING_MIDDLE '>' (3, 9) (3, 10)
# expect: OP '{' (3, 10) (3, 11)
# expect: NAME 'w' (3, 11) (3, 12)
# expect: OP '}' (3, 12) (3, 13)
# expect: FSTRING_MIDDLE '' (3, 13) (3, 13)
# expect: OP '}' (3, 13) (3, 14)
# expect: FSTRING_MIDDLE 'b{' (3, 14) (3, 16)
# expect: FSTRING_END "'" (3, 17) (3, 18)
# expect: NEWLINE '\n' (3, 18) (3, 19)
# expect: DEDENT '' (4, 0) (4, 0)
# expect: ENDMARKER '' (4, 0) (4, 0)

table = symtable.symtable("def f(a):\n    global g\n    b = a\n    return lambda: b\n", "name", "exec")
f = table.lookup("f").get_namespace()
print(f.get_parameters(), sorted(f.get_locals()), f.get_globals())
# expect: ('a',) ['a', 'b'] ('g',)
print([child.get_name() for child in f.get_children()])
# expect: ['lambda']
