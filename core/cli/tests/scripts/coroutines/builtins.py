# aiter and anext, with a default.
class Pause:
    def __await__(self): yield

async def agen():
    yield 1
    await Pause()
    yield 2

def run(c):
    while True:
        try:
            c.send(None)
        except StopIteration as e:
            return e.value
        except StopAsyncIteration as e:
            return "stop"

async def main():
    g = aiter(agen())
    return await anext(g), await anext(g, "default"), await anext(g, "default"), await anext(g, None)

print(run(main()))
# expect: (1, 2, 'default', None)

async def exhausted():
    g = agen()
    async for _ in g: pass
    await anext(g)

print(run(exhausted()))
# expect: stop
for f, arg in ((aiter, [1]), (anext, 5)):
    try:
        f(arg)
    except TypeError as e:
        print(e)
# expect: 'list' object is not an async iterable
# expect: 'int' object is not an async iterator
