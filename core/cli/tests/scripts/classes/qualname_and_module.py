# Where classes and their members say they are from.
class Outer:
    class Inner:
        def method(self):
            class Local: pass
            return Local

    here = __qualname__, __module__

print(Outer.Inner.__qualname__, Outer.Inner.method.__qualname__)
# expect: Outer.Inner Outer.Inner.method
print(Outer.Inner().method().__qualname__, Outer.here)
# expect: Outer.Inner.method.<locals>.Local ('Outer', '__main__')
print(repr(Outer.Inner))
# expect: <class '__main__.Outer.Inner'>
Outer.__name__ = "Renamed"
print(Outer.__name__, Outer.__qualname__, repr(Outer))
# expect: Renamed Outer <class '__main__.Outer'>
Outer.__qualname__ = "Changed.Q"
print(repr(Outer))
# expect: <class '__main__.Changed.Q'>
for name, value in (("__name__", 5), ("__qualname__", None), ("__name__", "a\0b")):
    try:
        setattr(Outer, name, value)
    except (TypeError, ValueError) as e:
        print(e)
# expect: can only assign string to Renamed.__name__, not 'int'
# expect: can only assign string to Renamed.__qualname__, not 'NoneType'
# expect: type name must not contain null characters
print(Outer.__doc__, Outer.__firstlineno__, Outer.__static_attributes__)
# expect: None 2 ()
