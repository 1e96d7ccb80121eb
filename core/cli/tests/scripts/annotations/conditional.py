# Annotations that are not reached are not there: in a class, nested in functions, in a module, under loops and try.
class C:
    if True:
        x: int = 1
    else:
        y: str
    always: bytes


print(C.__annotations__)


# expect: {'x': <class 'int'>, 'always': <class 'bytes'>}
def make(flag):
    class D:
        for _ in range(2):
            z: int
        try:
            w: str = "a"
        except ValueError:
            never: int
        if flag:
            sometimes: "flagged"

        class Inner:
            while flag:
                deep: float
                break

    return D


flagged = 0
for flag in (True, False):
    D = make(flag)
    print(D.__annotations__, D.Inner.__annotations__)
# expect: {'z': <class 'int'>, 'w': <class 'str'>, 'sometimes': 'flagged'} {'deep': <class 'float'>}
# expect: {'z': <class 'int'>, 'w': <class 'str'>} {}


def g():
    local: int = 3

    class E:
        if local:
            seen: C

        def method(self):
            return __class__

    return E


E = g()
print(E.__annotations__ == {"seen": C}, E().method() is E)
# expect: True True
