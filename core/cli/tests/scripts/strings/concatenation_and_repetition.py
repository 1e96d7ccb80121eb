# + and * on strings of mixed widths, also many times.
print("ab" + "é" + "日" + "😀", "ab" * 3, 3 * "é", "x" * 0, "x" * -5, "" * 10 ** 18 == "")
# expect: abé日😀 ababab ééé   True
s = ""
for i in range(5000):
    s += chr(97 + i % 26) if i % 7 else "é"
assert len(s) == 5000 and s[7] == "é" and s[8] == "i"
t = s
s += "tail"
assert t + "tail" == s and len(t) == 5000
print("a" "b" == "ab", ("a" + "b") is not None, len("é" * 100000))
# expect: True True 100000
for bad in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * "b", lambda: "a" + b"b", lambda: "a" + None, lambda: "a" - "b"):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: can only concatenate str (not "int") to str
# expect: unsupported operand type(s) for +: 'int' and 'str'
# expect: can't multiply sequence by non-int of type 'str'
# expect: can only concatenate str (not "bytes") to str
# expect: can only concatenate str (not "NoneType") to str
# expect: unsupported operand type(s) for -: 'str' and 'str'
try:
    "ab" * (2 ** 62)
except (MemoryError, OverflowError) as e:
    print("too big")
    # expect: too big
