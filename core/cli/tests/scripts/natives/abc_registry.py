# _abc: registration, caches, abstract methods
import abc
from abc import ABC, ABCMeta, abstractmethod, update_abstractmethods
import _abc
import _collections_abc as ca

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


class A(ABC):

    @abstractmethod
    def f(self):
        ...

    @property
    @abstractmethod
    def g(self):
        ...
try:
    A()
except TypeError as e:
    lines.append(' '.join(map(str, [e])))
assert lines == [
    "Can't instantiate abstract class A without an implementation for abstract methods 'f', 'g'",
], lines
lines.clear()
class B(A):

    def f(self):
        return 1
try:
    B()
except TypeError as e:
    lines.append(' '.join(map(str, [e])))
assert lines == [
    "Can't instantiate abstract class B without an implementation for abstract method 'g'",
], lines
lines.clear()
class C(B):
    g = 3
lines.append(' '.join(map(str, [C().f(), C.__abstractmethods__, sorted(A.__abstractmethods__), sorted(B.__abstractmethods__)])))
assert lines == [
    "1 frozenset() ['f', 'g'] ['g']",
], lines
lines.clear()
class D:
    pass
t0 = abc.get_cache_token()
lines.append(' '.join(map(str, [issubclass(D, A), isinstance(D(), A)])))
assert lines == [
    'False False',
], lines
lines.clear()
lines.append(' '.join(map(str, [A.register(D) is D, abc.get_cache_token() - t0, issubclass(D, A), isinstance(D(), A)])))
assert lines == [
    'True 1 True True',
], lines
lines.clear()
class E(D):
    pass
lines.append(' '.join(map(str, [issubclass(E, A), isinstance(E(), A), issubclass(int, A)])))
assert lines == [
    'True True False',
], lines
lines.clear()
try:
    A.register(1)
except TypeError as e:
    lines.append(' '.join(map(str, [e])))
assert lines == [
    'Can only register classes',
], lines
lines.clear()
try:
    C.register(A)
except RuntimeError as e:
    lines.append(' '.join(map(str, [e])))
assert lines == [
    'Refusing to create an inheritance cycle',
], lines
lines.clear()
try:
    issubclass(1, A)
except TypeError as e:
    lines.append(' '.join(map(str, [e])))
assert lines == [
    'issubclass() arg 1 must be a class',
], lines
lines.clear()
class H(metaclass=ABCMeta):

    @classmethod
    def __subclasshook__(cls, c):
        return True if hasattr(c, 'hooked') else NotImplemented
class I:
    hooked = 1
lines.append(' '.join(map(str, [issubclass(I, H), isinstance(I(), H), issubclass(int, H)])))
assert lines == [
    'True True False',
], lines
lines.clear()
lines.append(' '.join(map(str, [A._abc_impl.__class__.__name__, len(_abc._get_dump(A))])))
assert lines == [
    '_abc_data 4',
], lines
lines.clear()
lines.append(' '.join(map(str, [isinstance([], ca.Sequence), isinstance({}, ca.Mapping), isinstance(3, ca.Iterable), isinstance('a', ca.Hashable), issubclass(list, ca.MutableSequence)])))
assert lines == [
    'True True False True True',
], lines
lines.clear()
match [1, 2]:
    case [a, b]:
        lines.append(' '.join(map(str, [a, b])))
assert lines == [
    '1 2',
], lines
lines.clear()
class Seq(ca.Sequence):

    def __len__(s):
        return 2

    def __getitem__(s, i):
        if i < 2:
            return i
        raise IndexError
match Seq():
    case [a, b]:
        lines.append(' '.join(map(str, ['seq', a, b])))
assert lines == [
    'seq 0 1',
], lines
lines.clear()
_abc._reset_registry(A)
_abc._reset_caches(A)
lines.append(' '.join(map(str, [issubclass(D, A)])))
assert lines == [
    'False',
], lines
lines.clear()
