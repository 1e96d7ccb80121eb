# Methods of a class made in a function close over the function's variables.
def make(name, base=object):
    class C(base):
        label = name

        def hello(self):
            return f"{name} via {type(self).__name__}"

        def rename(self, new):
            nonlocal name
            name = new

    return C

A, B = make("a"), make("b")
B2 = make("b2", B)
print(A().hello(), B().hello(), B2().hello(), B2.__mro__[1].hello(B2()))
# expect: a via C b via C b2 via C b via C
A().rename("changed")
print(A().hello(), A.label, B().hello())
# expect: changed via C a b via C
