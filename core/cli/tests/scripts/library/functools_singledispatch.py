# singledispatch by type of the first argument, with inheritance and annotations.
from functools import singledispatch, singledispatchmethod

@singledispatch
def show(x): return f"object {x}"

@show.register
def _(x: int): return f"int {x}"

@show.register(list)
def _(x): return f"list of {len(x)}"

@show.register(str | bytes)
def _(x): return f"text {x!r}"

class Base: pass
class Child(Base): pass
show.register(Base, lambda x: "base")
print(show(1), show(True), show([1, 2]), show("a"), show(b"b"), show(Child()), show(None), show(2.5))
# expect: int 1 int True list of 2 text 'a' text b'b' base object None object 2.5
print(show.dispatch(bool)(5), sorted(c.__name__ for c in show.registry), show.dispatch(Child) is show.registry[Base])
# expect: int 5 ['Base', 'bytes', 'int', 'list', 'object', 'str'] True

class M:
    @singledispatchmethod
    def f(self, x): return "any"
    @f.register
    def _(self, x: int): return "int"
    @f.register
    @classmethod
    def _(cls, x: str): return cls.__name__

print(M().f(1), M().f("s"), M().f(None))
# expect: int M any
try:
    show()
except TypeError as e:
    print(e)
    # expect: show requires at least 1 positional argument
