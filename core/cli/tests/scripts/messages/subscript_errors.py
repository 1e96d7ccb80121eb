# Subscripting, slicing and item assignment where they do not work.
class C: pass

def attempt(text):
    try:
        exec(text, {"C": C, "c": C(), "l": [1], "s": "ab", "t": (1,), "d": {}, "f": len, "st": {1}, "b": b"x", "g": (x for x in [])})
    except (TypeError, ValueError, KeyError, IndexError) as e:
        print(text, "|", type(e).__name__, e)

for text in ("c[0]", "C[0]", "n = 5; n[0]", "x = None; x[0]", "f[0]", "st[0]", "g[0]", "c[0] = 1", "del c[0]", "s[0] = 'x'", "t[0] = 1", "del t[0]", "del s[0]", "b[0] = 1",
             "l['a']", "s['a']", "t['a']", "b['a']", "l[5]", "s[5]", "t[5]", "b[5]", "l[5] = 1", "del l[5]", "d['k']", "d[[]]", "del d['k']", "l['a':]", "l[1:2] = 5", "l[::2] = [1, 2]", "range(3)[9]", "int[0]", "l[None]", "l[1.5] = 2", "d[{}] = 1", "st[0] = 1"):
    attempt(text)
# expect: c[0] | TypeError 'C' object is not subscriptable
# expect: C[0] | TypeError type 'C' is not subscriptable
# expect: n = 5; n[0] | TypeError 'int' object is not subscriptable
# expect: x = None; x[0] | TypeError 'NoneType' object is not subscriptable
# expect: f[0] | TypeError 'builtin_function_or_method' object is not subscriptable
# expect: st[0] | TypeError 'set' object is not subscriptable
# expect: g[0] | TypeError 'generator' object is not subscriptable
# expect: c[0] = 1 | TypeError 'C' object does not support item assignment
# expect: del c[0] | TypeError 'C' object doesn't support item deletion
# expect: s[0] = 'x' | TypeError 'str' object does not support item assignment
# expect: t[0] = 1 | TypeError 'tuple' object does not support item assignment
# expect: del t[0] | TypeError 'tuple' object doesn't support item deletion
# expect: del s[0] | TypeError 'str' object doesn't support item deletion
# expect: b[0] = 1 | TypeError 'bytes' object does not support item assignment
# expect: l['a'] | TypeError list indices must be integers or slices, not str
# expect: s['a'] | TypeError string indices must be integers, not 'str'
# expect: t['a'] | TypeError tuple indices must be integers or slices, not str
# expect: b['a'] | TypeError byte indices must be integers or slices, not str
# expect: l[5] | IndexError list index out of range
# expect: s[5] | IndexError string index out of range
# expect: t[5] | IndexError tuple index out of range
# expect: b[5] | IndexError index out of range
# expect: l[5] = 1 | IndexError list assignment index out of range
# expect: del l[5] | IndexError list assignment index out of range
# expect: d['k'] | KeyError 'k'
# expect: d[[]] | TypeError cannot use 'list' as a dict key (unhashable type: 'list')
# expect: del d['k'] | KeyError 'k'
# expect: l['a':] | TypeError slice indices must be integers or None or have an __index__ method
# expect: l[1:2] = 5 | TypeError must assign iterable to extended slice
# expect: l[::2] = [1, 2] | ValueError attempt to assign sequence of size 2 to extended slice of size 1
# expect: range(3)[9] | IndexError range object index out of range
# expect: int[0] | TypeError type 'int' is not subscriptable
# expect: l[None] | TypeError list indices must be integers or slices, not NoneType
# expect: l[1.5] = 2 | TypeError list indices must be integers or slices, not float
# expect: d[{}] = 1 | TypeError cannot use 'dict' as a dict key (unhashable type: 'dict')
# expect: st[0] = 1 | TypeError 'set' object does not support item assignment
