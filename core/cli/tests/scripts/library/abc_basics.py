# Abstract classes: instantiation, registration, subclass hooks, abstract properties.
from abc import ABC, ABCMeta, abstractmethod

class Shape(ABC):
    @abstractmethod
    def area(self): return "from base"
    @property
    @abstractmethod
    def name(self): ...

class Partial(Shape):
    def area(self): return super().area()

class Full(Partial):
    name = "full"

for cls in (Shape, Partial):
    try:
        cls()
    except TypeError as e:
        print(e)
# expect: Can't instantiate abstract class Shape without an implementation for abstract methods 'area', 'name'
# expect: Can't instantiate abstract class Partial without an implementation for abstract method 'name'
print(Full().area(), Full().name, sorted(Shape.__abstractmethods__), sorted(Partial.__abstractmethods__), Full.__abstractmethods__ == frozenset(), isinstance(Full(), Shape))
# expect: from base full ['area', 'name'] ['name'] True True

@Shape.register
class Foreign: pass

print(issubclass(Foreign, Shape), isinstance(Foreign(), Shape), Shape in Foreign.__mro__)
# expect: True True False

class Sized(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, C):
        return any("size" in k.__dict__ for k in C.__mro__) if cls is Sized else NotImplemented

class HasSize: size = 1
class Not: pass
print(issubclass(HasSize, Sized), isinstance(HasSize(), Sized), issubclass(Not, Sized))
# expect: True True False
try:
    issubclass(1, Shape)
except TypeError as e:
    print(e)
    # expect: issubclass() arg 1 must be a class
try:
    Full.register(5)
except TypeError as e:
    print(e)
    # expect: Can only register classes
