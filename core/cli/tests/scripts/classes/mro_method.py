# A metaclass may override mro().
class Meta(type):
    def mro(cls):
        order = super().mro()
        if cls.__name__ == "Flipped":
            return [cls, *reversed(order[1:-1]), object]
        return order

class A(metaclass=Meta):
    v = "A"

class B(metaclass=Meta):
    v = "B"

class Straight(A, B): pass
class Flipped(A, B): pass
print(Straight.v, Flipped.v)
# expect: A B
print([c.__name__ for c in Flipped.__mro__], [c.__name__ for c in Flipped.mro()])
# expect: ['Flipped', 'B', 'A', 'object'] ['Flipped', 'B', 'A', 'object']
