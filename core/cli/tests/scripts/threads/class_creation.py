# Classes with bases, metaclasses, descriptors and hooks made by many threads at once.
import threading

class Meta(type):
    made = []
    def __init__(cls, *args):
        super().__init__(*args)
        Meta.made.append(cls.__name__)

class Field:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, cls): return (cls.__name__, self.name)

class Root(metaclass=Meta):
    registry = []
    def __init_subclass__(cls): Root.registry.append(cls)

def work(i):
    for n in range(40):
        class A(Root):
            f = Field()
            __slots__ = ("a", "b")
        class B(A):
            def m(self): return super().f, __class__
        b = B()
        b.a = n
        assert b.m() == (("B", "f"), B) and b.a == n and B.__mro__ == (B, A, Root, object) and b.f == ("B", "f")
        C = type(f"C{i}_{n}", (B,), {"x": n})
        assert C().x == n and C.__name__ == f"C{i}_{n}" and issubclass(C, Root)

threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
assert len(Root.registry) == len(Meta.made) - 1 == 8 * 40 * 3
assert {n for n in Meta.made if n.startswith("C")} == {f"C{i}_{n}" for i in range(8) for n in range(40)}
