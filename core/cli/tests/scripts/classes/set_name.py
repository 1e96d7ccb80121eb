# __set_name__ is called on class attributes in order, before __init_subclass__.
log = []

class Base:
    def __init_subclass__(cls):
        log.append("init_subclass")

class Field:
    def __set_name__(self, owner, name):
        log.append((owner.__name__, name))
        self.name = name

    def __get__(self, obj, cls):
        return f"<{self.name}>"

class C(Base):
    first = Field()
    second = Field()

print(log)
# expect: [('C', 'first'), ('C', 'second'), 'init_subclass']
print(C.first, C().second)
# expect: <first> <second>
C.third = Field()
try:
    C.third
except AttributeError as e:
    print(e)
    # expect: 'Field' object has no attribute 'name'

class Broken:
    def __set_name__(self, owner, name):
        raise ValueError("no")

try:
    class D:
        attr = Broken()
except ValueError as e:
    print(e, e.__notes__)
    # expect: no ["Error calling __set_name__ on 'Broken' instance 'attr' in 'D'"]
