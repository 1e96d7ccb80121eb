"""Prints what CPython 3.14 makes of files: one line a code object, as the example `dis --facts` does.

python3.14 facts.py FILE... > facts.expected
"""
import sys


def facts(code):
    lines = sorted({line for _, _, line in code.co_lines() if line})
    print(
        code.co_name, code.co_qualname, code.co_firstlineno, hex(code.co_flags),
        f"{code.co_argcount}/{code.co_posonlyargcount}/{code.co_kwonlyargcount}",
        ",".join(code.co_varnames), ",".join(code.co_cellvars), ",".join(code.co_freevars),
        ",".join(map(str, lines)), sep="|",
    )
    for constant in code.co_consts:
        if hasattr(constant, "co_code"):
            facts(constant)


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        content = file.read()
    print("==", path)
    facts(compile(content, path, "exec", dont_inherit=True))
