# A coroutine is driven with send; it awaits objects whose __await__ yields.
class Suspend:
    def __init__(self, value): self.value = value
    def __await__(self):
        got = yield self.value
        return got

async def main(x):
    a = await Suspend("first")
    b = await Suspend("second")
    return x, a, b

c = main("arg")
print(type(c).__name__, c.send(None), c.send("A"))
# expect: coroutine first second
try:
    c.send("B")
except StopIteration as e:
    print(e.value)
    # expect: ('arg', 'A', 'B')
try:
    c.send(None)
except RuntimeError as e:
    print(e)
    # expect: cannot reuse already awaited coroutine
fresh = main(1)
try:
    fresh.send(1)
except TypeError as e:
    print(e)
    # expect: can't send non-None value to a just-started coroutine
fresh.close()
print(main.__code__.co_flags & 0x80 != 0)
# expect: True
