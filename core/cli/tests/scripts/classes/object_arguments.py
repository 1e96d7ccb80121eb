# object's __new__ and __init__ refuse arguments unless exactly one of them is overridden.
class Plain: pass

class HasNew:
    def __new__(cls, *a): return object.__new__(cls)

class HasInit:
    def __init__(self, *a): pass

class NewPasses:
    def __new__(cls, *a): return object.__new__(cls, *a)

class InitPasses:
    def __init__(self, *a): super().__init__(*a)

for cls in (Plain, HasNew, HasInit, NewPasses, InitPasses):
    try:
        cls(1)
        print(cls.__name__, "ok")
    except TypeError as e:
        print(cls.__name__, e)
# expect: Plain Plain() takes no arguments
# expect: HasNew ok
# expect: HasInit ok
# expect: NewPasses object.__new__() takes exactly one argument (the type to instantiate)
# expect: InitPasses object.__init__() takes exactly one argument (the instance to initialize)
