# Generic classes: __type_params__, __orig_bases__, subscription, methods that see the parameters.
class Stack[T]:
    def __init__(self): self.items: list[T] = []
    def push(self, item: T) -> None: self.items.append(item)
    def convert[U](self, f: "(T) -> U", u: U) -> U: return f(self.items[-1])
    inner = T

print(Stack.__type_params__, Stack.push.__annotations__["item"] is Stack.__type_params__[0], Stack.inner is Stack.__type_params__[0])
# expect: (T,) True True
s = Stack[int]()
s.push(5)
print(s.items, type(s) is Stack, Stack[int], Stack[int].__origin__ is Stack, Stack[int].__args__, s.convert(str, ""))
# expect: [5] True __main__.Stack[int] True (<class 'int'>,) 5
print([b.__name__ for b in Stack.__mro__], Stack.convert.__type_params__)
# expect: ['Stack', 'Generic', 'object'] (U,)

class Child[K, V = int](Stack[K], dict):
    pass

print(Child.__type_params__, Child.__orig_bases__, [c.__name__ for c in Child.__mro__][:2], Child[str].__args__)
# expect: (K, V) (__main__.Stack[K], <class 'dict'>, typing.Generic[K, V]) ['Child', 'Stack'] (<class 'str'>,)
try:
    Stack[int, str]
except TypeError as e:
    print(str(e)[:40])
    # expect: Too many arguments for <class '__main__.
def f():
    class Local[W]:
        def m(self): return W.__name__
    return Local
print(f()().m(), f().__qualname__, f().m.__qualname__)
# expect: W f.<locals>.Local f.<locals>.Local.m
