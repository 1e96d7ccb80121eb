# Fields may span lines, contain comments and backslashes; triple-quoted f-strings keep newlines.
x = 3
print(f"{
    x  # a comment
    + 1
}")
# expect: 4
print(f"""first {x}
second {
x
}
{x:
>4}""".replace("\n", "|"))
# expect: first 3|second 3||||3
print(f"{'\n'.join(['a', 'b'])}".replace("\n", "/"), f"{'\t'!r}", rf"\d{x}\n")
# expect: a/b '\t' \d3\n
print(f"\x41{x}\u00e9\N{DIGIT ONE}", fr"{x}\{x}")
# expect: A3é1 3\3
print(f"{x}" rf"{x}\\" f"\\{x}")
# expect: 33\\\3
