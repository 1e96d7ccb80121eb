# StopAsyncIteration raised inside an async generator, ignored exits, reuse of an awaitable.
def run(awaitable):
    try:
        while True:
            awaitable.send(None)
    except StopIteration as e:
        return e.value
    except BaseException as e:
        return repr(e)

async def raises(error):
    yield 1
    raise error

for error in (StopAsyncIteration("s"), StopIteration("i"), KeyError("k")):
    g = raises(error)
    run(g.__anext__())
    print(run(g.__anext__()))
# expect: RuntimeError('async generator raised StopAsyncIteration')
# expect: RuntimeError('async generator raised StopIteration')
# expect: KeyError('k')

async def ignores():
    try:
        yield 1
    except GeneratorExit:
        yield 2

g = ignores()
run(g.__anext__())
print(run(g.aclose()))
# expect: RuntimeError('async generator ignored GeneratorExit')

async def one():
    yield 1

g = one()
n = g.__anext__()
print(run(n), run(n))
# expect: 1 RuntimeError('cannot reuse already awaited __anext__()/asend()')
print(run(g.athrow(ValueError("at yield"))), run(g.__anext__()))
# expect: ValueError('at yield') StopAsyncIteration()
