# find, rfind, index, rindex, count, in, startswith, endswith, with bounds.
s = "hello world hello"
print(s.find("hello"), s.rfind("hello"), s.find("hello", 1), s.find("x"), s.find("hello", 1, 10), s.find(""), s.find("", 17), s.find("", 18), s.rfind(""))
# expect: 0 12 12 -1 -1 0 17 -1 17
print(s.index("o"), s.rindex("o"), s.count("l"), s.count("hello"), s.count(""), "aaaa".count("aa"), s.count("o", 5, 8), "".count(""))
# expect: 4 16 5 2 18 2 1 1
print(s.startswith("hell"), s.startswith(("x", "he")), s.startswith("world", 6), s.endswith("hello"), s.endswith("ell", 0, 4), s.startswith(""), s.startswith("", 100), s.endswith(()))
# expect: True True True True True True False False
print("wor" in s, "" in s, "日" in s, "é日".find("日"), "a日b日".rfind("日"), "abc".find("é"), s.find("lo w", -14, -3))
# expect: True True False 1 3 -1 3
for bad in (lambda: s.index("x"), lambda: s.rindex("zz", 3), lambda: 5 in s, lambda: s.find(5), lambda: s.startswith(5), lambda: s.startswith([]), lambda: s.endswith((1,)), lambda: s.count(None)):
    try:
        bad()
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: ValueError substring not found
# expect: ValueError substring not found
# expect: TypeError 'in <string>' requires string as left operand, not int
# expect: TypeError find() argument 1 must be str, not int
# expect: TypeError startswith first arg must be str or a tuple of str, not int
# expect: TypeError startswith first arg must be str or a tuple of str, not list
# expect: TypeError tuple for endswith must only contain str, not int
# expect: TypeError count() argument 1 must be str, not None
big = "ab" * 5000 + "needle" + "ba" * 5000
print(big.find("needle"), big.rfind("needle"), big.count("ba"), ("a" * 1000 + "b").find("a" * 500 + "b"))
# expect: 10000 10000 9999 500
