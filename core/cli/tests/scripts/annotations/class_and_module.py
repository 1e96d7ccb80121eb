# Class annotations are the class's own; module annotations are lazy too.
x: int = 1
y: undefined_name_here

class A:
    a: int
    b: "str" = "s"

class B(A):
    c: A

class Empty(A):
    pass

print(A.__annotations__, B.__annotations__, Empty.__annotations__, "__annotations__" in Empty.__dict__)
# expect: {'a': <class 'int'>, 'b': 'str'} {'c': <class '__main__.A'>} {} False
try:
    __annotate__(1)
except NameError as e:
    print(e)
    # expect: name 'undefined_name_here' is not defined
undefined_name_here = str
print(__annotate__(1))
# expect: {'x': <class 'int'>, 'y': <class 'str'>}

class Self:
    me: Self
    other: list[Self]

print(Self.__annotations__["me"] is Self, Self.__annotations__["other"] == list[Self])
# expect: True True
A.__annotations__ = {"replaced": 1}
print(A.__annotations__, A.__annotate__)
# expect: {'replaced': 1} None
del A.__annotations__
print(A.__annotations__)
# expect: {}

class Cond:
    if x:
        yes: int
    else:
        no: int

print(Cond.__annotations__)
# expect: {'yes': <class 'int'>}
def f():
    class Local:
        v: captured
    captured = "from function"
    return Local.__annotations__
print(f())
# expect: {'v': 'from function'}
