# Exhausted iterators of every kind stay exhausted.
def gen():
    yield 1

iterators = [iter([1]), iter((1,)), iter("a"), iter(b"a"), iter({1}), iter({1: 1}), iter(range(1)), map(str, [1]), filter(None, [1]), zip([1]), enumerate([1]), reversed([1]), gen(), (x for x in [1]), iter(lambda s=iter([1, 0]): next(s), 0), iter({1: 1}.items()), iter(bytearray(b"a")), reversed({1: 1})]
for it in iterators:
    assert iter(it) is it
    first = next(it)
    for _ in range(3):
        try:
            next(it)
            raise AssertionError("not exhausted")
        except StopIteration as e:
            assert e.value is None
    assert list(it) == []
    assert next(it, "default") == "default"
a = [1]
it = iter(a)
list(it)
a.extend([2, 3])
assert list(it) == []
