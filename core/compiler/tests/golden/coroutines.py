async def f(xs):
    await xs
    async for x in xs:
        yield x
    async with xs as y:
        return
async def g(xs):
    return [x async for x in xs]
