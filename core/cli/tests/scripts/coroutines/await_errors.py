# What cannot be awaited, and awaiting one coroutine twice.
def drive(c):
    try:
        c.send(None)
    except StopIteration as e:
        print("value", e.value)
    except (TypeError, RuntimeError) as e:
        print(type(e).__name__, e)

class BadAwait:
    def __await__(self): return 5

class CoroAwait:
    def __await__(self): return something()

async def something(): return 1

async def await_int(): await 5
async def await_none(): await None
async def await_bad(): await BadAwait()
async def await_gen(): await (x for x in [])
async def await_function(): await something

class ListIter:
    def __await__(self): return iter([])

async def await_list_iter(): return await ListIter()

for f in (await_int, await_none, await_bad, await_gen, await_function, await_list_iter):
    drive(f())
# expect: TypeError 'int' object can't be awaited
# expect: TypeError 'NoneType' object can't be awaited
# expect: TypeError __await__() returned non-iterator of type 'int'
# expect: TypeError 'generator' object can't be awaited
# expect: TypeError 'function' object can't be awaited
# expect: value None
c = something()

async def twice():
    await c
    await c

drive(twice())
# expect: RuntimeError cannot reuse already awaited coroutine
