# `global` binds in the module, even from nested functions and in a class body.
x = 1

def f():
    global x
    x = 2

    def g():
        global x, fresh
        x += 10
        fresh = "made"

    g()

f()
print(x, fresh)
# expect: 12 made

class C:
    global y
    y = "from class body"
    z = 1

print(y, hasattr(C, "y"), C.z)
# expect: from class body False 1

def d():
    global fresh
    del fresh

d()
print("fresh" in globals())
# expect: False
