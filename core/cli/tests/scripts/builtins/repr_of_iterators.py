# Iterator objects of the built-ins name their types.
def show(x):
    text = repr(x)
    assert text.startswith("<") and " object at 0x" in text, text
    print(type(x).__name__)

show(map(len, []))
# expect: map
show(filter(None, []))
# expect: filter
show(zip())
# expect: zip
show(enumerate([]))
# expect: enumerate
show(reversed([]))
# expect: list_reverseiterator
show(iter([]))
# expect: list_iterator
show(iter(()))
# expect: tuple_iterator
show(iter({}))
# expect: dict_keyiterator
show(iter(set()))
# expect: set_iterator
show(iter(range(1)))
# expect: range_iterator
show(iter({}.values()))
# expect: dict_valueiterator
show(iter({}.items()))
# expect: dict_itemiterator
show(iter(b""))
# expect: bytes_iterator
show(iter(bytearray()))
# expect: bytearray_iterator
show(iter(lambda: 0, 0))
# expect: callable_iterator
show(reversed(()))
# expect: reversed
show(reversed({}))
# expect: dict_reversekeyiterator
show(iter(type("S", (), {"__getitem__": lambda s, i: i})()))
# expect: iterator
