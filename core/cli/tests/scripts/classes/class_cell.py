# __class__ in a method is the class being defined, even under a metaclass that delays or replaces.
class A:
    def who(self): return __class__
    def name(self): return __class__.__name__

class B(A):
    pass

print(B().who() is A, B().name())
# expect: True A

class Meta(type):
    def __new__(mcls, name, bases, ns):
        cls = super().__new__(mcls, name, bases, ns)
        mcls.early = cls().who() is cls
        return cls

class C(metaclass=Meta):
    def who(self): return __class__

print(Meta.early)
# expect: True
print("__classcell__" in C.__dict__)
# expect: False

class DropCell(type):
    def __new__(mcls, name, bases, ns):
        ns.pop("__classcell__", None)
        return super().__new__(mcls, name, bases, ns)

try:
    class D(metaclass=DropCell):
        def who(self): return __class__
except RuntimeError as e:
    print(str(e).split(" (")[0].split(" <")[0])
    # expect: __class__ not set defining 'D' as

def nested():
    class E:
        def f(self):
            def g(): return [__class__ for _ in range(1)][0]
            return g()
    return E().f().__qualname__
print(nested())
# expect: nested.<locals>.E
