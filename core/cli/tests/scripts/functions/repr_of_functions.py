# reprs of functions, methods and builtins, without their addresses.
def show(x):
    text = repr(x)
    if " at 0x" in text:
        text = text[: text.index(" at 0x")] + " at ...>" * (text.count(">") > 0)
    print(text)

def f():
    def g():
        pass
    return g

class C:
    def m(self): pass
    @classmethod
    def c(cls): pass

show(f)
# expect: <function f at ...>
show(f())
# expect: <function f.<locals>.g at ...>
show(lambda: 0)
# expect: <function <lambda> at ...>
show(C.m)
# expect: <function C.m at ...>
show(C.c)
# expect: <bound method C.c of <class '__main__.C'>>
show(len)
# expect: <built-in function len>
show([].append)
# expect: <built-in method append of list object at ...>
show(str.upper)
# expect: <method 'upper' of 'str' objects>
show(int.__add__)
# expect: <slot wrapper '__add__' of 'int' objects>
show((1).__add__)
# expect: <method-wrapper '__add__' of int object at ...>
show(dict.fromkeys)
# expect: <built-in method fromkeys of type object at ...>
