async def f(xs):
    return {k: await v async for k, v in xs if await k}
