# What a function's code object tells of it.
def f(a, b, *args, c=1, **kw):
    x = a + c
    y = "const"
    def inner():
        return x
    return inner

code = f.__code__
print(code.co_name, code.co_qualname, code.co_argcount, code.co_kwonlyargcount)
# expect: f f 2 1
print(code.co_varnames, code.co_cellvars, code.co_freevars)
# expect: ('a', 'b', 'c', 'args', 'kw', 'y', 'inner') ('x',) ()
print(code.co_flags & 0x04 != 0, code.co_flags & 0x08 != 0, "const" in code.co_consts)
# expect: True True True
print(f(1, 2).__code__.co_freevars, f(1, 2).__closure__[0].cell_contents)
# expect: ('x',) 2
print(code.co_firstlineno, code.co_filename == __file__)
# expect: 2 True

def gen():
    yield

async def coro():
    pass

print(gen.__code__.co_flags & 0x20 != 0, coro.__code__.co_flags & 0x80 != 0)
# expect: True True
print(code.replace(co_name="g").co_name, code == code.replace())
# expect: g True
