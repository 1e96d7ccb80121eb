# traceback: format_exception of chains, notes, groups; TracebackException; extract.
import io
import traceback

def inner(): return {}["missing"]

def outer():
    try:
        inner()
    except KeyError as e:
        raise ValueError("wrapped") from e

try:
    outer()
except ValueError as e:
    e.add_note("a note")
    lines = "".join(traceback.format_exception(e)).split("\n")
    kept = [l.strip() for l in lines if l and not l.lstrip().startswith(("File", "^", "~")) and "~" not in l and "^" not in l]
    for l in kept: print(l)
    # expect: Traceback (most recent call last):
    # expect: inner()
    # expect: def inner(): return {}["missing"]
    # expect: KeyError: 'missing'
    # expect: The above exception was the direct cause of the following exception:
    # expect: Traceback (most recent call last):
    # expect: outer()
    # expect: raise ValueError("wrapped") from e
    # expect: ValueError: wrapped
    # expect: a note
    names = [f.name for f in traceback.extract_tb(e.__traceback__)]
    print(names, traceback.format_exception_only(e), traceback.extract_tb(e.__traceback__)[-1].line)
    # expect: ['<module>', 'outer'] ['ValueError: wrapped\n', 'a note\n'] raise ValueError("wrapped") from e
    te = traceback.TracebackException.from_exception(e)
    print(te.exc_type_str, str(te), te.__cause__ is not None, te.__notes__)
    # expect: ValueError wrapped True ['a note']
try:
    try:
        1 / 0
    except ZeroDivisionError:
        [][0]
except IndexError as e:
    text = "".join(traceback.format_exception(e))
    print("During handling of the above exception, another exception occurred:" in text, text.rstrip().split("\n")[-1], text.index("ZeroDivisionError") < text.index("IndexError"))
    # expect: True IndexError: list index out of range True
eg = ExceptionGroup("grp", [ValueError(1), ExceptionGroup("in", [KeyError("k")])])
print("".join(traceback.format_exception(eg)))
# expect:   | ExceptionGroup: grp (2 sub-exceptions)
# expect:   +-+---------------- 1 ----------------
# expect:     | ValueError: 1
# expect:     +---------------- 2 ----------------
# expect:     | ExceptionGroup: in (1 sub-exception)
# expect:     +-+---------------- 1 ----------------
# expect:       | KeyError: 'k'
# expect:       +------------------------------------
# expect:
out = io.StringIO()
try:
    exec("x = = 1")
except SyntaxError as e:
    traceback.print_exc(file=out, limit=0)
print(out.getvalue())
# expect:   File "<string>", line 1
# expect:     x = = 1
# expect:         ^
# expect: SyntaxError: invalid syntax
# expect:
print(traceback.format_list([("f.py", 3, "func", "code()")]), traceback.format_stack()[-1].split("\n")[0].split(", ")[-1])
# expect: ['  File "f.py", line 3, in func\n    code()\n'] in <module>
