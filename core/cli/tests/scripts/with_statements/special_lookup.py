# __enter__ and __exit__ are looked up on the type, exit first.
class Ctx:
    def __enter__(self): return "type's"
    def __exit__(self, *a): pass

c = Ctx()
c.__enter__ = lambda: "instance's"
with c as v:
    print(v)
    # expect: type's

class NoExit:
    def __enter__(self): print("never entered")

class NoEnter:
    def __exit__(self, *a): pass

class AsyncOnly:
    async def __aenter__(self): pass
    async def __aexit__(self, *a): pass

for thing in (NoExit(), NoEnter(), 5, AsyncOnly()):
    try:
        with thing:
            pass
    except TypeError as e:
        print(e)
# expect: 'NoExit' object does not support the context manager protocol (missed __exit__ method)
# expect: 'NoEnter' object does not support the context manager protocol (missed __enter__ method)
# expect: 'int' object does not support the context manager protocol (missed __exit__ method)
# expect: 'AsyncOnly' object does not support the context manager protocol (missed __exit__ method) but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?

class Static:
    @staticmethod
    def __enter__(): return "static"
    @classmethod
    def __exit__(cls, *a): print(cls.__name__, len(a))

with Static() as s:
    print(s)
    # expect: static
# expect: Static 3
