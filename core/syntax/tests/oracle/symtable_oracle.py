"""Writes symtable.expected: the scopes of each snippet of symtable.txt (separated by lines of dashes), by CPython 3.14.

Run with python3.14 in this folder: python3.14 symtable_oracle.py > symtable.expected
With folders or files as arguments it prints the scopes of each file instead.
"""

import pathlib
import sys
import warnings

import _symtable

warnings.simplefilter("ignore")

KINDS = {
    _symtable.TYPE_FUNCTION: "function",
    _symtable.TYPE_CLASS: "class",
    _symtable.TYPE_MODULE: "module",
    _symtable.TYPE_ANNOTATION: "annotation",
    _symtable.TYPE_TYPE_ALIAS: "type alias",
    _symtable.TYPE_TYPE_PARAMETERS: "type parameters",
    _symtable.TYPE_TYPE_VARIABLE: "type variable",
}
FLAGS = [
    (1, "g"), (2, "l"), (4, "p"), (8, "n"), (16, "u"), (64, "k"),
    (128, "i"), (256, "a"), (512, "c"), (1024, "t"), (2048, "x"),
]
BINDINGS = {
    _symtable.LOCAL: "L",
    _symtable.CELL: "C",
    _symtable.FREE: "F",
    _symtable.GLOBAL_EXPLICIT: "E",
    _symtable.GLOBAL_IMPLICIT: "I",
}


def show(table, depth, out):
    line = " " * depth + KINDS[table.type] + " " + table.name
    if table.nested:
        line += " nested"
    if table.varnames:
        line += " (" + ", ".join(table.varnames) + ")"
    symbols = []
    for name, flags in table.symbols.items():
        letters = "".join(letter for bit, letter in FLAGS if flags & bit)
        binding = BINDINGS.get(flags >> _symtable.SCOPE_OFF & _symtable.SCOPE_MASK, "?")
        symbols.append(f" {name}:{letters}:{binding}")
    out.append(line + "".join(sorted(symbols)))
    for child in table.children:
        show(child, depth + 1, out)


def dump(text, name):
    out = []
    show(_symtable.symtable(text, name, "exec"), 0, out)
    return "\n".join(out) + "\n"


def files(arguments):
    for argument in map(pathlib.Path, arguments):
        yield from sorted(argument.rglob("*.py")) if argument.is_dir() else [argument]


def main():
    sys.setrecursionlimit(10000)
    if len(sys.argv) > 1:
        for path in files(sys.argv[1:]):
            try:
                scopes = dump(path.read_bytes(), str(path))
            except (SyntaxError, ValueError) as error:
                scopes = f"{type(error).__name__}\n"
            print(f"== {path}\n{scopes}", end="")
        return
    for snippet in pathlib.Path("symtable.txt").read_text(encoding="utf-8").split("----\n"):
        print("----\n" + dump(snippet, "t"), end="")


main()
