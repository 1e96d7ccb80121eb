# Coroutines await coroutines; values pass inwards, results outwards.
class Suspend:
    def __await__(self):
        return (yield "suspended")

async def leaf(n):
    return n * (await Suspend())

async def branch():
    total = 0
    for i in range(3):
        total += await leaf(i + 1)
    return total

async def root():
    return [await branch(), (await leaf(1)) + (await leaf(2))]

def run(coro, answer):
    steps = 0
    value = None
    while True:
        try:
            coro.send(value)
        except StopIteration as e:
            return e.value, steps
        steps += 1
        value = answer

print(run(root(), 10))
# expect: ([60, 30], 5)

async def never_suspends():
    async def inner(): return 1
    return await inner() + await inner()

print(run(never_suspends(), None))
# expect: (2, 0)
