# Defining __eq__ alone makes instances unhashable; a hash may be kept explicitly.
class E:
    def __eq__(self, other): return True

class F(E):
    pass

class G(E):
    __hash__ = object.__hash__

class H:
    __hash__ = None

class K:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, K) and self.v == o.v
    def __hash__(self): return hash(self.v)

for cls in (E, F, H):
    try:
        hash(cls())
    except TypeError as e:
        print(e)
# expect: unhashable type: 'E'
# expect: unhashable type: 'F'
# expect: unhashable type: 'H'
print(E.__hash__, isinstance(hash(G()), int))
# expect: None True
print(len({K(1), K(1), K(2)}), {K("k"): "v"}[K("k")], hash(K(5)) == hash(5))
# expect: 2 v True

class Big:
    def __hash__(self): return 2 ** 200

class Bad:
    def __hash__(self): return "str"

print(hash(Big()) == hash(2 ** 200), hash(-1) == -2)
# expect: True True
try:
    hash(Bad())
except TypeError as e:
    print(e)
    # expect: __hash__ method should return an integer
