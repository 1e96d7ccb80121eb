# Functions inside a class body do not see the class's names.
x = "global"

class C:
    x = "class"
    seen = x

    def method(self):
        return x

    nested = [x for _ in range(1)]
    outermost = [i for i in x[:2]]

print(C.seen, C().method(), C.nested, C.outermost)
# expect: class global ['global'] ['c', 'l']

def f():
    x = "function"

    class D:
        before = x
        y = "d"

        def method(self):
            return x

    return D.before, D().method()

print(f())
# expect: ('function', 'function')
