# __getstate__ gives the instance's state; __reduce_ex__ is present on every object.
class P:
    def __init__(self): self.x = 1

class S:
    __slots__ = ("a", "b")

class Both(S):
    pass

p, s, b = P(), S(), Both()
s.a = 1
b.a, b.z = 2, 3
print(p.__getstate__(), s.__getstate__(), b.__getstate__(), object().__getstate__())
# expect: {'x': 1} (None, {'a': 1}) ({'z': 3}, {'a': 2}) None
r = p.__reduce_ex__(2)
print(r[1][0] is P, r[2])
# expect: True {'x': 1}
print(p.__sizeof__() > 0, P.__subclasshook__(int), P.__subclasses__())
# expect: True NotImplemented []
print(S.__subclasses__() == [Both], p.__init_subclass__())
# expect: True None
