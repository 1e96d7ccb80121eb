# __format__ gets the specification as a string; without conversions str and repr are not called.
class C:
    def __format__(self, spec): return f"<{spec}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"

c = C()
print(f"{c} {c:a b} {c!s} {c!r:>6} {c!a} {c:{'x'}y} {c=} {c=!s} {c=:q}")
# expect: <> <a b> str   repr repr <xy> c=repr c=str c=<q>
print("{0} {0:z} {0!r}".format(c), format(c), format(c, "w"))
# expect: <> <z> repr <> <w>

class Bad:
    def __format__(self, spec): return 5

class Sub(str): pass

class ReturnsSub:
    def __format__(self, spec): return Sub("sub")

try:
    f"{Bad()}"
except TypeError as e:
    print(e)
    # expect: __format__ must return a str, not int
print(f"{ReturnsSub()}", type(f"{ReturnsSub()}").__name__, type(format(ReturnsSub())).__name__)
# expect: sub Sub Sub
