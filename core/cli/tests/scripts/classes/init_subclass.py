# __init_subclass__ runs for each subclass with the class statement's keywords.
class Registry:
    known = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        Registry.known.append((cls.__name__, tag))

class A(Registry): pass
class B(A, tag="b"): pass
print(Registry.known)
# expect: [('A', None), ('B', 'b')]
type("C", (B,), {}, tag="dynamic")
print(Registry.known[-1], "Registry" in dict(Registry.known))
# expect: ('C', 'dynamic') False
try:
    class D(Registry, other=1): pass
except TypeError as e:
    print(e)
    # expect: D.__init_subclass__() takes no keyword arguments
try:
    class E(stray=1): pass
except TypeError as e:
    print(e)
    # expect: E.__init_subclass__() takes no keyword arguments
