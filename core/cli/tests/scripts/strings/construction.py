# str() of all kinds of things, and of subclasses.
class S(str):
    def __str__(self): return "S.__str__"

class T(str): pass

print(str(), str(5), str(None), str([1, "a"]), str("x"), str(b"x"), str(1.0), str(True), str(int), str(object=5))
# expect:  5 None [1, 'a'] x b'x' 1.0 True <class 'int'> 5
s = "same"
print(str(s) is s, type(str(T("t"))).__name__, str(S("raw")), S("raw") + "!", type(T("a").upper()).__name__, T("x") == "x", type(T("ab")[:]).__name__, type(T("a").strip()).__name__)
# expect: True str S.__str__ raw! str True str str
print(str.__new__(T, "made"), T(object=7), hash(T("a")) == hash("a"), {T("k"): 1}["k"], isinstance(T("a") + "b", T))
# expect: made 7 True 1 False
for bad in (lambda: str(1, 2, 3, 4), lambda: str(b"a", 5), lambda: str("a", "utf-8"), lambda: str(x=1)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: str expected at most 3 arguments, got 4
# expect: str() argument 'encoding' must be str, not int
# expect: decoding str is not supported
# expect: str() got an unexpected keyword argument 'x'
