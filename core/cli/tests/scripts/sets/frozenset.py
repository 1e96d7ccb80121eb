# Frozensets hash by content, have no mutators, and serve as keys and elements.
f = frozenset("abc")
print(sorted(f), len(f), "a" in f, f == set("cab"), f | {"d"} == set("abcd"), {f: "key"}[frozenset("cba")], {frozenset([1]), frozenset([1])} == {frozenset({1})})
# expect: ['a', 'b', 'c'] 3 True True True key True
for name in ("add", "discard", "remove", "pop", "clear", "update", "__ior__"):
    assert not hasattr(f, name), name
print(frozenset(f) is f, f.copy() is f, frozenset() == frozenset([]), repr(frozenset([1])), repr(frozenset()))
# expect: True True True frozenset({1}) frozenset()
s = {frozenset({1, 2})}
print({1, 2} in s, set([1, 2]) in s)
# expect: True True
s.discard({2, 1})
print(s)
# expect: set()
try:
    [1, 2] in s
except TypeError as e:
    print(e)
    # expect: cannot use 'list' as a set element (unhashable type: 'list')

class F(frozenset):
    def __new__(cls, it, tag=None):
        self = super().__new__(cls, it)
        self.tag = tag
        return self

x = F([1], tag="t")
print(x, x.tag, type(x | {2}).__name__, x == {1}, hash(x) == hash(frozenset([1])))
# expect: F({1}) t frozenset True True
nested = frozenset([frozenset(), frozenset([frozenset()])])
print(len(nested), frozenset() in nested)
# expect: 2 True
