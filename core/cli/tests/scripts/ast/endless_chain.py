# A tree whose `elif` chain leads back into itself is refused.
import ast

i = ast.parse("if a:\n    b\nelif c:\n    d").body[0]
i.orelse[0].orelse = [i]
try:
    compile(ast.Module([i], []), "chain", "exec")
    raise SystemExit("an endless tree is compiled")
except RecursionError:
    pass
