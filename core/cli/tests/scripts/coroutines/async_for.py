# async for awaits __anext__ until StopAsyncIteration; else and break behave as usual.
class Pause:
    def __await__(self): yield "pause"

class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __aiter__(self): return self
    async def __anext__(self):
        await Pause()
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        return self.i

async def collect(n, stop=None):
    out = []
    async for x in Count(n):
        if x == stop:
            break
        out.append(x)
    else:
        out.append("else")
    return out

async def comps():
    return ([x async for x in Count(3)], {x: x * x async for x in Count(2)}, {x async for x in Count(2) if x > 1},
            [x + y async for x in Count(2) for y in (10, 20)])

def run(c):
    while True:
        try:
            c.send(None)
        except StopIteration as e:
            return e.value
        except TypeError as e:
            return str(e)

print(run(collect(3)), run(collect(3, 2)))
# expect: [1, 2, 3, 'else'] [1]
print(run(comps()))
# expect: ([1, 2, 3], {1: 1, 2: 4}, {2}, [11, 21, 12, 22])

async def bad():
    async for x in [1]: pass

class NoNext:
    def __aiter__(self): return self

async def bad2():
    async for x in NoNext(): pass

print(run(bad()))
# expect: 'async for' requires an object with __aiter__ method, got list
print(run(bad2()))
# expect: 'async for' received an object from __aiter__ that does not implement __anext__: NoNext
