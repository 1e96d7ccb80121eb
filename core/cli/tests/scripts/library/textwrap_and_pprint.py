# textwrap and pprint.pformat.
import pprint
import textwrap

text = "The quick brown fox jumps over the lazy dog. " * 2
print(textwrap.wrap(text, 30), textwrap.fill("a b c d", 3).split("\n"), textwrap.shorten("Hello there big world", 15), textwrap.dedent("  a\n    b\n  c"), textwrap.indent("x\n\ny", "> "), textwrap.wrap("", 5), textwrap.wrap("verylongword", 5), textwrap.wrap("a-b c", 3))
# expect: ['The quick brown fox jumps over', 'the lazy dog. The quick brown', 'fox jumps over the lazy dog.'] ['a b', 'c d'] Hello [...] a
# expect:   b
# expect: c > x
# expect:
# expect: > y [] ['veryl', 'ongwo', 'rd'] ['a-b', 'c']
print(pprint.pformat({"b": 1, "a": [1, 2]}), pprint.pformat(list(range(30)), width=40), sep="\n")
# expect: {'a': [1, 2], 'b': 1}
# expect: [0,
# expect:  1,
# expect:  2,
# expect:  3,
# expect:  4,
# expect:  5,
# expect:  6,
# expect:  7,
# expect:  8,
# expect:  9,
# expect:  10,
# expect:  11,
# expect:  12,
# expect:  13,
# expect:  14,
# expect:  15,
# expect:  16,
# expect:  17,
# expect:  18,
# expect:  19,
# expect:  20,
# expect:  21,
# expect:  22,
# expect:  23,
# expect:  24,
# expect:  25,
# expect:  26,
# expect:  27,
# expect:  28,
# expect:  29]
print(pprint.pformat({"key": ["value" * 5] * 4, "other": ("t", {"n": None})}, width=40))
# expect: {'key': ['valuevaluevaluevaluevalue',
# expect:          'valuevaluevaluevaluevalue',
# expect:          'valuevaluevaluevaluevalue',
# expect:          'valuevaluevaluevaluevalue'],
# expect:  'other': ('t', {'n': None})}
print(pprint.pformat({3, 1, 2}), pprint.pformat("word " * 20, width=40), pprint.pformat([[[[1]]]], depth=2), pprint.pformat({"b": 1, "a": 2}, sort_dicts=False), pprint.isreadable([1]), pprint.saferepr({"x": 1}), sep="\n")
# expect: {1, 2, 3}
# expect: ('word word word word word word word '
# expect:  'word word word word word word word '
# expect:  'word word word word word word ')
# expect: [[[...]]]
# expect: {'b': 1, 'a': 2}
# expect: True
# expect: {'x': 1}
loop = [1]
loop.append(loop)
print("Recursion" in pprint.pformat(loop), pprint.isrecursive(loop), pprint.pformat((1,)), pprint.pformat(10 ** 9, underscore_numbers=True))
# expect: True True (1,) 1_000_000_000
for bad in (lambda: textwrap.wrap("a", 0), lambda: textwrap.shorten("x y", 1, placeholder="too long")):
    try:
        bad()
    except ValueError as e:
        print(e)
# expect: invalid width 0 (must be > 0)
# expect: placeholder too large for max width
