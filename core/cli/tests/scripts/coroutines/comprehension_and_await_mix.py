# await in comprehensions, generator expressions, f-strings, calls and conditions.
class V:
    def __init__(self, v): self.v = v
    def __await__(self):
        yield
        return self.v

async def main():
    out = [await V(i) for i in range(3)]
    out.append(f"{await V('f')}-{await V(1) + 1}")
    out.append((await V(max))(await V(1), *await V([5, 2]), **await V({})))
    out.append({await V("k"): await V("v")})
    out.append(await V("yes") if await V(True) else await V("no"))
    out.append([x for x in await V([1, 2])])
    out.append([await V(x) async for x in agen()])
    g = (await V(x) for x in [7, 8])
    out.append([type(g).__name__, [x async for x in g]])
    out.append(await V(await V(9)))
    return out

async def agen():
    for x in "ab":
        yield await V(x)

def run(c):
    while True:
        try:
            c.send(None)
        except StopIteration as e:
            return e.value

for item in run(main()):
    print(item)
# expect: 0
# expect: 1
# expect: 2
# expect: f-2
# expect: 5
# expect: {'k': 'v'}
# expect: yes
# expect: [1, 2]
# expect: ['a', 'b']
# expect: ['async_generator', [7, 8]]
# expect: 9
