# Docstrings: the first statement if it is a plain string, cleaned of its indentation.
def f():
    """First line.

        Indented more.
    Indented.
    """

def g():
    f"not a docstring"

def h():
    "only" "joined"
    return h.__doc__

def b():
    b"bytes are none"

class C:
    "Of the class."
    def m(self):
        r"raw \n"

print(repr(f.__doc__))
# expect: 'First line.\n\n    Indented more.\nIndented.\n'
print(g.__doc__, h(), b.__doc__, C.__doc__, C.m.__doc__, (lambda: "x").__doc__)
# expect: None onlyjoined None Of the class. raw \n None
print(C().__doc__)
# expect: Of the class.
