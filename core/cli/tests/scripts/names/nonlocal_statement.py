# `nonlocal` reaches the nearest enclosing function that binds the name.
def outer():
    x = "outer"

    def middle():
        x = "middle"

        def inner():
            nonlocal x
            x = "changed"

        inner()
        return x

    return middle(), x

print(outer())
# expect: ('changed', 'outer')

def skip():
    x = 1

    def between():
        def inner():
            nonlocal x
            x += 1
            return x

        return inner

    return between()

f = skip()
print(f(), f(), f())
# expect: 2 3 4
