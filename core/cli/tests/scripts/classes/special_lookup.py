# Special methods are looked up on the class, not the instance.
class C:
    def __len__(self): return 1
    def __repr__(self): return "class repr"

c = C()
c.__len__ = lambda: 100
c.__repr__ = lambda: "instance repr"
c.__bool__ = lambda: False
print(len(c), repr(c), bool(c))
# expect: 1 class repr True
C.__bool__ = lambda self: False
C.__len__ = lambda self: 7
print(bool(c), len(c))
# expect: False 7
del C.__bool__
print(bool(c))
# expect: True

class D(C): pass
C.__call__ = lambda self: "called"
print(D()())
# expect: called

class Desc:
    def __get__(self, obj, cls): return lambda: 55
class E:
    __len__ = Desc()
print(len(E()))
# expect: 55
