# itertools: every iterator, its results and its messages
import itertools as I, _operator as o

def shown(f):
    """What a call gives, or what it raises."""
    try:
        return str(f())
    except BaseException as e:
        return f"{type(e).__name__} {e}".rstrip()


def check(f, expected):
    got = shown(f)
    assert got == expected, (got, expected)


lines = []


L = list
check(lambda: L(I.accumulate([1, 2, 3])), '[1, 3, 6]')
check(lambda: L(I.accumulate([1, 2, 3], o.mul, initial=10)), '[10, 10, 20, 60]')
check(lambda: L(I.accumulate([])), '[]')
check(lambda: I.accumulate(), "TypeError accumulate() missing required argument 'iterable' (pos 1)")
check(lambda: I.accumulate(1), "TypeError 'int' object is not iterable")
check(lambda: L(I.batched('ABCDEFG', 3)), "[('A', 'B', 'C'), ('D', 'E', 'F'), ('G',)]")
check(lambda: L(I.batched('ABCDEFG', 3, strict=True)), 'ValueError batched(): incomplete batch')
check(lambda: I.batched('A', 0), 'ValueError n must be at least one')
check(lambda: I.batched('A'), "TypeError batched() missing required argument 'n' (pos 2)")
check(lambda: L(I.chain('ab', [1], (2, 3))), "['a', 'b', 1, 2, 3]")
check(lambda: L(I.chain.from_iterable(['ab', [1]])), "['a', 'b', 1]")
check(lambda: L(I.chain(1)), "TypeError 'int' object is not iterable")
check(lambda: L(I.chain()), '[]')
check(lambda: I.chain[int], 'itertools.chain[int]')
check(lambda: I.chain(a=1), 'TypeError chain() takes no keyword arguments')
check(lambda: L(I.combinations('ABCD', 2)), "[('A', 'B'), ('A', 'C'), ('A', 'D'), ('B', 'C'), ('B', 'D'), ('C', 'D')]")
check(lambda: L(I.combinations('ABC', 0)), '[()]')
check(lambda: L(I.combinations('AB', 3)), '[]')
check(lambda: I.combinations('AB', -1), 'ValueError r must be non-negative')
check(lambda: L(I.combinations_with_replacement('ABC', 2)), "[('A', 'A'), ('A', 'B'), ('A', 'C'), ('B', 'B'), ('B', 'C'), ('C', 'C')]")
check(lambda: L(I.combinations_with_replacement('', 2)), '[]')
check(lambda: L(I.combinations_with_replacement('', 0)), '[()]')
check(lambda: L(I.permutations('ABC', 2)), "[('A', 'B'), ('A', 'C'), ('B', 'A'), ('B', 'C'), ('C', 'A'), ('C', 'B')]")
check(lambda: L(I.permutations(range(3))), '[(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]')
check(lambda: L(I.permutations('AB', 3)), '[]')
check(lambda: I.permutations('AB', 'x'), 'TypeError Expected int as r')
check(lambda: I.permutations('AB', -1), 'ValueError r must be non-negative')
check(lambda: L(I.permutations('ABC', 0)), '[()]')
check(lambda: L(I.product('AB', 'xy')), "[('A', 'x'), ('A', 'y'), ('B', 'x'), ('B', 'y')]")
check(lambda: L(I.product('AB', repeat=2)), "[('A', 'A'), ('A', 'B'), ('B', 'A'), ('B', 'B')]")
check(lambda: L(I.product()), '[()]')
check(lambda: L(I.product('AB', '')), '[]')
check(lambda: L(I.product('A', repeat=0)), '[()]')
check(lambda: I.product('A', repeat=-1), 'ValueError repeat argument cannot be negative')
check(lambda: I.product(1), "TypeError 'int' object is not iterable")
check(lambda: L(I.compress('ABCDEF', [1, 0, 1, 0, 1, 1])), "['A', 'C', 'E', 'F']")
check(lambda: L(I.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), '[3, 1]')
check(lambda: L(I.takewhile(lambda x: x < 3, [1, 2, 3, 1])), '[1, 2]')
check(lambda: L(I.filterfalse(None, [0, 1, 2, ''])), "[0, '']")
check(lambda: L(I.filterfalse(lambda x: x % 2, range(6))), '[0, 2, 4]')
check(lambda: L(I.starmap(pow, [(2, 3), [3, 2]])), '[8, 9]')
check(lambda: L(I.starmap(pow, [1])), "TypeError 'int' object is not iterable")
check(lambda: [next(c) for c in [I.count(5)] for _ in range(3)], '[5, 6, 7]')
check(lambda: I.count(5, 2), 'count(5, 2)')
check(lambda: I.count(1.5, 0.5), 'count(1.5, 0.5)')
check(lambda: I.count('a'), 'TypeError a number is required')
check(lambda: I.count(), 'count(0)')
check(lambda: I.count(step=3), 'count(0, 3)')
c = I.count((1 << 62) - 3)
check(lambda: [next(c) for _ in range(6)], '[4611686018427387901, 4611686018427387902, 4611686018427387903, 4611686018427387904, 4611686018427387905, 4611686018427387906]')
check(lambda: c, 'count(4611686018427387907)')
c = I.count(10 ** 30)
check(lambda: [next(c) for _ in range(2)], '[1000000000000000000000000000000, 1000000000000000000000000000001]')
c = I.count(3, -1)
check(lambda: [next(c) for _ in range(5)], '[3, 2, 1, 0, -1]')
check(lambda: c, 'count(-2, -1)')
c = I.count(1.5, 0.5)
check(lambda: [next(c) for _ in range(3)], '[1.5, 2.0, 2.5]')
check(lambda: L(I.islice(I.cycle('abc'), 7)), "['a', 'b', 'c', 'a', 'b', 'c', 'a']")
check(lambda: L(I.cycle([])), '[]')
check(lambda: L(I.repeat(1, 3)), '[1, 1, 1]')
check(lambda: I.repeat(1), 'repeat(1)')
check(lambda: I.repeat(1, 3), 'repeat(1, 3)')
check(lambda: I.repeat(1, -3), 'repeat(1, 0)')
check(lambda: I.repeat(), "TypeError repeat() missing required argument 'object' (pos 1)")
check(lambda: I.repeat(1, times='a'), "TypeError 'str' object cannot be interpreted as an integer")
check(lambda: o.length_hint(I.repeat(1, 3)), '3')
check(lambda: o.length_hint(I.repeat(1), 7), '7')
check(lambda: I.repeat(1).__length_hint__(), 'TypeError len() of unsized object')
check(lambda: [(k, L(g)) for k, g in I.groupby('AAABBCA')], "[('A', ['A', 'A', 'A']), ('B', ['B', 'B']), ('C', ['C']), ('A', ['A'])]")
check(lambda: [k for k, g in I.groupby('AAABBCA')], "['A', 'B', 'C', 'A']")
check(lambda: [(k, L(g)) for k, g in I.groupby(range(6), lambda x: x // 2)], '[(0, [0, 1]), (1, [2, 3]), (2, [4, 5])]')
gs = [g for k, g in I.groupby('AAB')]
check(lambda: [L(g) for g in gs], '[[], []]')
check(lambda: I.groupby(), "TypeError groupby() missing required argument 'iterable' (pos 1)")
check(lambda: I._grouper, "<class 'itertools._grouper'>")
for a in [(3,), (1, 3), (1, None), (1, 7, 2), (None,), (0,), (2, 2), (1, 5, 3)]:
    lines.append(shown(lambda: L(I.islice('ABCDEFG', *a))))
assert lines == [
    "['A', 'B', 'C']",
    "['B', 'C']",
    "['B', 'C', 'D', 'E', 'F', 'G']",
    "['B', 'D', 'F']",
    "['A', 'B', 'C', 'D', 'E', 'F', 'G']",
    '[]',
    '[]',
    "['B', 'E']",
], lines
lines.clear()
for a in [(-1,), ('a',), (1, -1), (1, 'a'), (-1, 2), (1, 2, 0), (1, 2, 'a'), (), (1, 2, 3, 4)]:
    lines.append(shown(lambda: I.islice('ABCDEFG', *a)))
assert lines == [
    'ValueError Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.',
    'ValueError Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.',
    'ValueError Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.',
    'ValueError Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.',
    'ValueError Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.',
    'ValueError Step for islice() must be a positive integer or None.',
    'ValueError Step for islice() must be a positive integer or None.',
    'TypeError islice expected at least 2 arguments, got 1',
    'TypeError islice expected at most 4 arguments, got 5',
], lines
lines.clear()
check(lambda: L(I.pairwise('ABCD')), "[('A', 'B'), ('B', 'C'), ('C', 'D')]")
check(lambda: L(I.pairwise('A')), '[]')
check(lambda: L(I.zip_longest('ab', 'xyz')), "[('a', 'x'), ('b', 'y'), (None, 'z')]")
check(lambda: L(I.zip_longest('ab', 'xyz', fillvalue='-')), "[('a', 'x'), ('b', 'y'), ('-', 'z')]")
check(lambda: L(I.zip_longest()), '[]')
check(lambda: I.zip_longest('a', foo=1), 'TypeError zip_longest() got an unexpected keyword argument')
check(lambda: I.zip_longest(1), "TypeError 'int' object is not iterable")
a, b = I.tee('abc')
check(lambda: (next(a), L(b), L(a)), "('a', ['a', 'b', 'c'], ['b', 'c'])")
check(lambda: I.tee('abc', 0), '()')
check(lambda: I.tee('abc', -1), 'ValueError n must be >= 0')
check(lambda: len(I.tee('abc', 3)), '3')
a, b = I.tee(range(200))
check(lambda: (sum(a), sum(b)), '(19900, 19900)')
x = I.tee(a)[0]
check(lambda: L(x), '[]')
check(lambda: L(a.__copy__()), '[]')
check(lambda: I.tee(1), "TypeError 'int' object is not iterable")
class C(I.count):
    pass
check(lambda: C(3), 'C(3)')
check(lambda: type(C(3)), "<class '__main__.C'>")
check(lambda: next(C(3)), '3')
class X:

    def __init__(s):
        s.i = None

    def __iter__(s):
        return s

    def __next__(s):
        return next(s.i)
x = X()
a, b = I.tee(x)
x.i = b
check(lambda: next(a), 'RuntimeError cannot re-enter the tee iterator')
it = iter([1, 2, 3])
i = I.islice(it, 2)
check(lambda: (L(i), L(it)), '([1, 2], [3])')
