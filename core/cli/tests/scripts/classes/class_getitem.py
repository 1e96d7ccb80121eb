# __class_getitem__ makes a class subscriptable; __mro_entries__ stands in for bases.
class Box:
    def __class_getitem__(cls, item):
        return cls.__name__, item

print(Box[int], Box[1, 2])
# expect: ('Box', <class 'int'>) ('Box', (1, 2))

class Sub(Box): pass

print(Sub["x"])
# expect: ('Sub', 'x')

class Stand:
    def __init__(self, *bases): self.bases = bases
    def __mro_entries__(self, bases): return self.bases

class A: pass
stand = Stand(A)
class C(stand, object): pass
print([c.__name__ for c in C.__mro__], C.__orig_bases__ == (stand, object))
# expect: ['C', 'A', 'object'] True
class D(Stand()): pass
print([c.__name__ for c in D.__mro__])
# expect: ['D', 'object']
print(list[int], dict[str, int], list[int].__origin__ is list, list[int]([1]), list[int] == list[int])
# expect: list[int] dict[str, int] True [1] True
