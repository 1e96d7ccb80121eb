# The type statement makes lazy aliases, recursive and generic.
type Simple = int
print(Simple, Simple.__name__, Simple.__value__, type(Simple).__name__, Simple.__type_params__)
# expect: Simple Simple <class 'int'> TypeAliasType ()
type Rec = list[Rec] | None
print(Rec.__value__)
# expect: list[Rec] | None
type Pair[A, B = str] = tuple[A, B]
print(Pair.__type_params__, Pair.__value__, Pair[int, str], Pair[int, float].__args__, Pair[int].__origin__ is Pair)
# expect: (A, B) tuple[A, B] Pair[int, str] (<class 'int'>, <class 'float'>) True
type Later = not_yet
try:
    Later.__value__
except NameError as e:
    print(e)
    # expect: name 'not_yet' is not defined
not_yet = bytes
print(Later.__value__, Simple | None, isinstance(Simple, type))
# expect: <class 'bytes'> Simple | None False

def f():
    type Local = captured
    captured = "cell"
    return Local.__value__

print(f())
# expect: cell

class C:
    x = "class x"
    type Inner = x
    type Own[T] = (T, x)

print(C.Inner.__value__, C.Own.__value__[1])
# expect: class x class x
for bad in (lambda: Simple(), lambda: isinstance(1, Simple), lambda: Simple[int], lambda: setattr(Simple, "__value__", 1)):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: TypeError 'typing.TypeAliasType' object is not callable
# expect: TypeError isinstance() arg 2 must be a type, a tuple of types, or a union
# expect: TypeError Only generic type aliases are subscriptable
# expect: AttributeError attribute '__value__' of 'typing.TypeAliasType' objects is not writable
type = type
print(type(5).__name__)
# expect: int
