# repr and str fall back on each other in one direction; both must return strings.
class R:
    def __repr__(self): return "R!"

class S:
    def __str__(self): return "S!"

class Bad:
    def __repr__(self): return 5
    def __str__(self): return None

print(str(R()), [R()], f"{R()} {R()!r}", "%s" % R())
# expect: R! [R!] R! R! R!
print(str(S()), repr(S()).startswith("<__main__.S object at 0x"))
# expect: S! True
for f in (repr, str, lambda x: f"{x}"):
    try:
        f(Bad())
    except TypeError as e:
        print(e)
# expect: __repr__ returned non-string (type int)
# expect: __str__ returned non-string (type NoneType)
# expect: __str__ returned non-string (type NoneType)
print(repr(R), repr(type(R())), str(R))
# expect: <class '__main__.R'> <class '__main__.R'> <class '__main__.R'>

class Sub(str):
    pass

class T:
    def __str__(self): return Sub("sub")

print(type(str(T())).__name__, str(T()))
# expect: Sub sub
