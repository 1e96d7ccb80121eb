# __subclasses__ lists live direct subclasses in order of creation; __base__ is the layout's base.
import gc
import time

class A: pass
class B(A): pass
class C(A): pass
class D(B): pass
print([c.__name__ for c in A.__subclasses__()], D.__base__.__name__)
# expect: ['B', 'C'] B
del C
for _ in range(200):  # a collection that another thread runs may be in the way
    gc.collect()
    if len(A.__subclasses__()) == 1:
        break
    time.sleep(0.001)
print([c.__name__ for c in A.__subclasses__()])
# expect: ['B']
class E(A, dict): pass
print(E.__base__.__name__, E.__bases__[0].__name__, [c.__name__ for c in A.__subclasses__()])
# expect: dict A ['B', 'E']
print(object.__base__, object.__bases__, type.__base__.__name__)
# expect: None () object
