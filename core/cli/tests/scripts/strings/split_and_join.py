# split, rsplit, splitlines, partition, join.
print("a b  c ".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), "a,b,c".rsplit(",", 1), " x ".split(" "), "".split(), "".split(","), "a--b--c".split("--"))
# expect: ['a', 'b', 'c'] ['a', 'b', '', 'c'] ['a', 'b,c'] ['a,b', 'c'] ['', 'x', ''] [] [''] ['a', 'b', 'c']
print("  a  b  c ".split(None, 1), "  a  b  c ".rsplit(None, 1), "abc".split("x"), "a b c".split(maxsplit=0), " a ".rsplit(), "a\u2003b\u00a0c".split())
# expect: ['a', 'b  c '] ['  a  b', 'c'] ['abc'] ['a b c'] ['a'] ['a', 'b', 'c']
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\u2028h\x85i".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a".splitlines())
# expect: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'] ['a\n', '\n', 'b\n'] [] [''] ['a']
print("k=v=w".partition("="), "k=v=w".rpartition("="), "none".partition("="), "none".rpartition("="), "日本語".partition("本"))
# expect: ('k', '=', 'v=w') ('k=v', '=', 'w') ('none', '', '') ('', '', 'none') ('日', '本', '語')
print(",".join(["a", "b"]), "".join("xyz"), "-".join([]), ", ".join({"k": 1}), "é".join("日本"), "ab".join(("1", "2", "3")), "".join(str(i) for i in range(5)))
# expect: a,b xyz  k 日é本 1ab2ab3 01234
for bad in (lambda: "a".split(""), lambda: "a".partition(""), lambda: ",".join([1]), lambda: ",".join(["a", None]), lambda: ",".join(5), lambda: "a".split(5), lambda: b"".join(["s"])):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError empty separator
# expect: ValueError empty separator
# expect: TypeError sequence item 0: expected str instance, int found
# expect: TypeError sequence item 1: expected str instance, NoneType found
# expect: TypeError can only join an iterable
# expect: TypeError must be str or None, not int
# expect: TypeError sequence item 0: expected a bytes-like object, str found
