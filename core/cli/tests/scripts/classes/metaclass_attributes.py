# A metaclass's attributes are seen from its classes, not from their instances.
class Meta(type):
    shared = "meta"

    def method(cls):
        return cls.__name__

    @property
    def prop(cls):
        return f"prop of {cls.__name__}"

    def __len__(cls):
        return 42

    def __getitem__(cls, key):
        return cls.__name__, key

    def __iter__(cls):
        return iter("meta")

    def __contains__(cls, x):
        return x == 1

class C(metaclass=Meta):
    def __len__(self):
        return 1

print(C.shared, C.method(), C.prop, len(C), len(C()), C[3], list(C), 1 in C)
# expect: meta C prop of C 42 1 ('C', 3) ['m', 'e', 't', 'a'] True
for name in ("shared", "method", "prop"):
    print(hasattr(C(), name), end=" ")
print()
# expect: False False False
C.shared = "own"
print(C.shared, C().shared, Meta.shared)
# expect: own own meta
