# f-strings make ordinary strings: types, many parts, wide characters, empty parts.
parts = 500
text = eval("f'" + "".join(f"{{{i}}}-" for i in range(parts)) + "'")
assert text == "".join(f"{i}-" for i in range(parts))
x = "é€😀"
s = f"a{x}b{x!r}c"
assert s == "aé€😀b'é€😀'c" and len(s) == 11, s
assert type(f"") is str and f"" == "" and f"{''}" == ""
assert f"{x}" == x and type(f"{x}") is str

class S(str): pass

assert type(f"{S('q')}") is str and type(f"{S('q')}{1}") is str
assert f"{1}{2.5}{None}{True}{[1]}{{}}" == "12.5NoneTrue[1]{}"
big = f"{'x' * 100_000}{'y' * 100_000}"
assert len(big) == 200_000 and big[99_999:100_001] == "xy"
