#!/usr/bin/env python3
"""Writes the `# expect:` comments of behaviour scripts from what they print here.

    python3.14 fill_expectations.py SCRIPT...

To be run under CPython, the oracle, when a script is new or its prints changed; what it wrote is
then read by a person. Each line goes after the statement of the module that printed it, or after
the outermost loop around that statement, so that the comments stand in the order of the output.
Scripts whose meaning depends on absolute line numbers are not for it.
"""

import ast
import re
import sys

EXPECT = re.compile(r"^\s*# expect:")


def place(tree, lines, line, last):
    """(line to insert after, indentation) for output printed while the module was at `line`."""
    body, found, loop = tree.body, None, None
    while body:
        inner = None
        for node in body:
            first = min([node.lineno] + [d.lineno for d in getattr(node, "decorator_list", [])])
            if first <= line <= node.end_lineno:
                inner = node
                break
        if inner is None:
            break
        found = inner
        if isinstance(found, (ast.For, ast.While)):
            loop = found
            break
        body = []
        if not isinstance(found, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            for field in ("body", "orelse", "finalbody"):
                body += getattr(found, field, [])
            for part in getattr(found, "handlers", []) + getattr(found, "cases", []):
                body += part.body
    found = loop or found
    if found is None:
        return last, 0
    end = found.end_lineno
    text = lines[found.lineno - 1]
    indent = len(text) - len(text.lstrip())
    if isinstance(found, (ast.With, ast.Try, ast.If, ast.Match)):
        header = found.body[0].lineno - 1 if hasattr(found, "body") else found.lineno
        if header >= last and header > found.lineno - 1 and not isinstance(found, ast.Try):
            return header, indent + 4
    return max(end, last), indent


def fill(path):
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file.read().split("\n") if not EXPECT.match(line)]
    source = "\n".join(lines)
    tree = ast.parse(source)
    output = []

    def show(*args, sep=" ", end="\n", file=None, flush=False):
        text = (" " if sep is None else sep).join(map(str, args)) + ("\n" if end is None else end)
        if file is not None:
            file.write(text)
            return
        frame = sys._getframe(1)
        while frame is not None and frame.f_globals is not module or frame.f_code.co_name != "<module>":
            frame = frame.f_back
        output.append((frame.f_lineno, text))

    module = {"__name__": "__main__", "__file__": path, "__builtins__": __builtins__, "print": show}
    exec(compile(source, path, "exec"), module)
    after = {}
    last, pending, at = 0, "", (0, 0)
    for line, text in output:
        where = place(tree, lines, line, last)
        if not pending:
            at = where
        last = max(last, at[0], where[0])
        at = (max(at[0], where[0]), at[1] if at[0] >= where[0] else where[1])
        pending += text
        while "\n" in pending:
            printed, pending = pending.split("\n", 1)
            after.setdefault(at[0], []).append(" " * at[1] + ("# expect: " + printed).rstrip())
    if pending:
        after.setdefault(at[0], []).append(" " * at[1] + ("# expect: " + pending).rstrip())
    result = []
    for number, text in enumerate(lines, 1):
        result.append(text)
        result += after.get(number, [])
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(result))


if __name__ == "__main__":
    for script in sys.argv[1:]:
        try:
            fill(script)
        except BaseException as error:
            tb = error.__traceback__
            while tb.tb_next:
                tb = tb.tb_next
            print(f"{script}: {type(error).__name__}: {error} (line {tb.tb_lineno})")
