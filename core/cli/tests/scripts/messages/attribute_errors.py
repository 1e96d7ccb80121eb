# AttributeErrors name the type or module and the attribute.
import sys

class C:
    __slots__ = ("a",)

class D:
    cls_attr = 1

def attempt(action):
    try:
        action()
    except AttributeError as e:
        print(e, "|", e.name)

attempt(lambda: (5).missing)
# expect: 'int' object has no attribute 'missing' | missing
attempt(lambda: None.missing)
# expect: 'NoneType' object has no attribute 'missing' | missing
attempt(lambda: [].missing)
# expect: 'list' object has no attribute 'missing' | missing
attempt(lambda: "s".uper())
# expect: 'str' object has no attribute 'uper' | uper
attempt(lambda: C().a)
# expect: 'C' object has no attribute 'a' | a
attempt(lambda: C().b)
# expect: 'C' object has no attribute 'b' | b
attempt(lambda: C.b)
# expect: type object 'C' has no attribute 'b' | b
attempt(lambda: D().x)
# expect: 'D' object has no attribute 'x' | x
attempt(lambda: D.x)
# expect: type object 'D' has no attribute 'x' | x
attempt(lambda: delattr(D(), "x"))
# expect: 'D' object has no attribute 'x' | None
attempt(lambda: delattr(D, "x"))
# expect: type object 'D' has no attribute 'x' | x
attempt(lambda: delattr(D(), "cls_attr"))
# expect: 'D' object has no attribute 'cls_attr' | None
attempt(lambda: setattr(C(), "b", 1))
# expect: 'C' object has no attribute 'b' and no __dict__ for setting new attributes | b
attempt(lambda: sys.no_such_thing)
# expect: module 'sys' has no attribute 'no_such_thing' | no_such_thing
attempt(lambda: (lambda: 0).missing)
# expect: 'function' object has no attribute 'missing' | missing
attempt(lambda: len.missing)
# expect: 'builtin_function_or_method' object has no attribute 'missing' | missing
attempt(lambda: D().__call__)
# expect: 'D' object has no attribute '__call__' | __call__
attempt(lambda: type.missing)
# expect: type object 'type' has no attribute 'missing' | missing
attempt(lambda: super(D, D()).missing)
# expect: 'super' object has no attribute 'missing' | missing
attempt(lambda: (x for x in []).missing)
# expect: 'generator' object has no attribute 'missing' | missing
attempt(lambda: ValueError().missing)
# expect: 'ValueError' object has no attribute 'missing' | missing
attempt(lambda: int.__missing_dunder__)
# expect: type object 'int' has no attribute '__missing_dunder__' | __missing_dunder__
