# operator: arithmetic, item and attribute getters, method callers, in-place forms.
import operator as op

print(op.add(1, 2), op.floordiv(7, 2), op.matmul.__name__, op.neg(3), op.inv(5), op.truth([]), op.not_(1), op.is_(None, None), op.contains([1], 1), op.concat("a", "b"), op.countOf([1, 1, 2], 1), op.indexOf("abc", "c"), op.index(True), op.pos(-1), op.lt(1, 2), op.ne(1, 1), op.lshift(1, 4), op.xor(5, 1), op.mod(7, 3), op.truediv(1, 2), op.is_none(None), op.is_not_none(0))
# expect: 3 3 matmul -3 -6 False False True True ab 2 2 1 -1 True False 16 4 1 0.5 True True
d = {"a": [1, 2, 3], "b": 5}
get, getm, attr, call = op.itemgetter("b"), op.itemgetter("a", "b"), op.attrgetter("real", "imag"), op.methodcaller("split", ",", maxsplit=1)
print(get(d), getm(d), attr(3 + 4j), call("a,b,c"), op.attrgetter("a.b")(type("O", (), {"a": type("I", (), {"b": 7})})), op.itemgetter(slice(0, 2))("xyz"), sorted([(1, "b"), (0, "c"), (1, "a")], key=op.itemgetter(1)))
# expect: 5 ([1, 2, 3], 5) (3.0, 4.0) ['a', 'b,c'] 7 xy [(1, 'a'), (1, 'b'), (0, 'c')]
l = [1]
print(op.iadd(l, [2]) is l, l, op.iadd(1, 2), op.setitem(l, 0, 9), op.delitem(l, 1), l, op.getitem(l, 0), op.length_hint(iter([1, 2])), op.call(max, 1, 2))
# expect: True [9] 3 None None [9] 9 2 2
for bad in (lambda: op.add(1, "a"), lambda: op.itemgetter(), lambda: op.itemgetter("k")({}), lambda: op.attrgetter("x")(5), lambda: op.attrgetter(5), lambda: op.index(1.5), lambda: op.indexOf([], 1), lambda: op.methodcaller(), lambda: op.concat(1, 2)):
    try:
        bad()
    except (TypeError, KeyError, AttributeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError itemgetter expected 1 argument, got 0
# expect: KeyError 'k'
# expect: AttributeError 'int' object has no attribute 'x'
# expect: TypeError attribute name must be a string
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: ValueError sequence.index(x): x not in sequence
# expect: TypeError methodcaller needs at least one argument, the method name
# expect: TypeError 'int' object can't be concatenated
print(repr(op.itemgetter(1, "a")), repr(op.attrgetter("x.y")), repr(op.methodcaller("m", 1, k=2)))
# expect: operator.itemgetter(1, 'a') operator.attrgetter('x.y') operator.methodcaller('m', 1, k=2)
