# Strings compare by code point; equality ignores how they were made.
words = ["b", "a", "B", "é", "日", "", "aa", "😀", "\uffff", "z"]
print(sorted(words), max(words), min(words))
# expect: ['', 'B', 'a', 'aa', 'b', 'z', 'é', '日', '\uffff', '😀'] 😀
print("a" < "b", "a" < "B", "" < "a", "abc" < "abd", "abc" < "abcd", "\uffff" < "😀", "Z" < "a")
# expect: True False True True True True True
print("abc" == "".join(["a", "b", "c"]), "é" == "e\u0301", "é" == "\u00e9", hash("abc") == hash("ab" + "c"), "a" == 97, "a" != b"a")
# expect: True False True True False True
try:
    "a" < 1
except TypeError as e:
    print(e)
    # expect: '<' not supported between instances of 'str' and 'int'
print("abc" <= "abc", "abc" >= "abd", "a" * 1000 + "x" > "a" * 1000, {"ab": 1}["a" + "b"])
# expect: True False True 1
