# Equal strings made in different ways are equal, hash alike and find each other in dicts.
import sys
parts = ["he", "llo"]
made = "".join(parts)
variants = ["hello", made, "hel" + "lo", f"{'hello'}", "xhellox"[1:-1], "HELLO".lower(), "%s" % "hello", str(b"hello", "ascii"), "olleh"[::-1], sys.intern(made)]
assert len(set(variants)) == 1 and len({hash(v) for v in variants}) == 1
d = {v: i for i, v in enumerate(variants)}
assert d == {"hello": len(variants) - 1}

class C: pass

o = C()
setattr(o, "".join(["at", "tr"]), 5)
assert o.attr == 5 and getattr(o, "at" + "tr") == 5 and vars(o) == {"attr": 5}
assert sys.intern("".join(["a", "b"])) is sys.intern("ab")
try:
    sys.intern(5)
except TypeError as e:
    print(e)
    # expect: intern() argument must be str, not int

class S(str): pass

try:
    sys.intern(S("x"))
except TypeError as e:
    print(e)
    # expect: can't intern S
