# typing: generics, unions, get_type_hints, Protocol, NamedTuple, TypedDict, NewType.
import typing
from typing import Any, Callable, ClassVar, Generic, Literal, NamedTuple, NewType, Optional, Protocol, TypedDict, TypeVar, Union, cast, get_args, get_origin, runtime_checkable

T = TypeVar("T")
print(Optional[int], Union[int, str, int], list[int], typing.List[int], Callable[[int], str], Literal["a", 1], get_origin(dict[str, int]), get_args(dict[str, int]), Union[int, str] == int | str, T, Any)
# expect: int | None int | str list[int] typing.List[int] typing.Callable[[int], str] typing.Literal['a', 1] <class 'dict'> (<class 'str'>, <class 'int'>) True ~T typing.Any

class Box(Generic[T]):
    kind: ClassVar[str] = "box"
    item: T
    def __init__(self, item: T): self.item = item

print(Box[int](5).item, Box[int], Box.__parameters__, typing.get_type_hints(Box.__init__), get_args(Box[str]))
# expect: 5 __main__.Box[int] (~T,) {'item': ~T} (<class 'str'>,)

@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...

class Has:
    def close(self): pass

print(isinstance(Has(), Closer), isinstance(5, Closer))
# expect: True False

class P(NamedTuple):
    x: int
    y: str = "d"

class TD(TypedDict, total=False):
    a: int

UserId = NewType("UserId", int)
print(P(1), P(1)._asdict(), TD(a=1), TD.__annotations__, TD.__total__, UserId(5) + 1, cast(str, 5))
# expect: P(x=1, y='d') {'x': 1, 'y': 'd'} {'a': 1} {'a': <class 'int'>} False 6 5
for bad in (lambda: Closer(), lambda: Box[int, str], lambda: isinstance(1, list[int]), lambda: Union[()], lambda: Any(), lambda: Literal[1] and isinstance(1, Literal[1])):
    try:
        bad()
    except TypeError as e:
        print(str(e)[:60])
# expect: Protocols cannot be instantiated
# expect: Too many arguments for <class '__main__.Box'>; actual 2, exp
# expect: isinstance() argument 2 cannot be a parameterized generic
# expect: Cannot take a Union of no types.
# expect: Any cannot be instantiated
# expect: Subscripted generics cannot be used with class and instance
def f(a: "int", b: Optional["str"] = None) -> "list[T]": pass
print(typing.get_type_hints(f))
# expect: {'a': <class 'int'>, 'b': str | None, 'return': list[~T]}
