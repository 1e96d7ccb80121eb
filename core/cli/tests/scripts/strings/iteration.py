# Iterators of strings, their reversal, sorting and unpacking.
it = iter("aé日")
print(next(it), list(it), next(it, "end"))
# expect: a ['é', '日'] end
print(list(reversed("abc")), sorted("hello"), "".join(sorted("日aé😀")), list(enumerate("ab", 1)), dict(zip("ab", "xy")))
# expect: ['c', 'b', 'a'] ['e', 'h', 'l', 'l', 'o'] aé日😀 [(1, 'a'), (2, 'b')] {'a': 'x', 'b': 'y'}
a, *b, c = "wxyz"
print(a, b, c, [*"ab", *"cd"], max("hello"), min("hello"), all("ab"), any(""), set("aab") == {"a", "b"}, tuple("xy"), "".join(map(str.upper, "ab")))
# expect: w ['x', 'y'] z ['a', 'b', 'c', 'd'] o e True False True ('x', 'y') AB
it = iter("abcdef")
print([x + y for x, y in zip(it, it)], it.__length_hint__())
# expect: ['ab', 'cd', 'ef'] 0
for c in "":
    print("never")
else:
    print("else")
# expect: else
for i, c in enumerate(s := "grow"):
    if i < 3: s += c
print(s)
# expect: growgro
