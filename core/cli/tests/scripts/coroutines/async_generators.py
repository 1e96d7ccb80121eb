# Async generators: asend, athrow and aclose are awaitables, driven by hand here.
log = []

class Pause:
    def __await__(self): return (yield "pause")

async def agen(n):
    try:
        for i in range(n):
            await Pause()
            got = yield i
            log.append(got)
    except ValueError as e:
        yield f"handled {e}"
    finally:
        log.append("finally")

def run(awaitable):
    try:
        while True:
            awaitable.send(None)
    except StopIteration as e:
        return e.value
    except (StopAsyncIteration, RuntimeError) as e:
        return repr(e)

g = agen(3)
print(type(g).__name__, type(g.__anext__()).__name__)
# expect: async_generator async_generator_asend
print(run(g.__anext__()), run(g.asend("sent")), run(g.athrow(ValueError("v"))))
# expect: 0 1 handled v
print(run(g.__anext__()), log)
# expect: StopAsyncIteration() ['sent', 'finally']
g = agen(3)
run(g.__anext__())
log.clear()
print(run(g.aclose()), log, run(g.__anext__()))
# expect: None ['finally'] StopAsyncIteration()

async def use():
    return [x async for x in agen(3)], sum([x async for x in agen(4)])

print(run(use()))
# expect: ([0, 1, 2], 6)
try:
    agen(1).asend(None).send(5)
except TypeError as e:
    print(e)
    # expect: can't send non-None value to a just-started async generator
