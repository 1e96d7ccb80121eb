# A metaclass's mro() may not bring in a class whose instances look otherwise, nor leave the class itself out.
class Brings(type):
    def mro(cls):
        return [cls, dict, object]

class Forgets(type):
    def mro(cls):
        return (Other,)

class Other: pass

for meta in Brings, Forgets:
    try:
        meta("X", (), {})
    except TypeError as e:
        print(e)
# expect: mro() returned base with unsuitable layout ('dict')
# expect: super(type, obj): obj (type X) is not an instance or subtype of type (X).

class Early(type):
    def mro(cls):
        print(cls.__mro__, [c.__name__ for c in super().mro()])
        return super().mro()

class E(metaclass=Early): pass
# expect: None ['E', 'object']

class S:
    __slots__ = "a"

for f in (lambda: S().a, lambda: S().__delattr__("a"), lambda: object.__setattr__(str, "x", 1)):
    try:
        f()
    except (AttributeError, TypeError) as e:
        print(e)
# expect: 'S' object has no attribute 'a'
# expect: a
# expect: can't apply this __setattr__ to type object

class Text(str):
    __slots__ = ("note",)

t = Text("x")
t.note = 1
print(t, t.note, hasattr(t, "__dict__"), type(Text.note), type(complex.real), type(Text.__init__))
# expect: x 1 False <class 'member_descriptor'> <class 'member_descriptor'> <class 'wrapper_descriptor'>
