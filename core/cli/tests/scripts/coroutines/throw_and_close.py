# throw and close reach the innermost await.
log = []

class Suspend:
    def __await__(self):
        try:
            yield "s"
        except ValueError as e:
            log.append(f"awaitable saw {e}")
            raise KeyError("translated")
        finally:
            log.append("awaitable finally")

async def inner():
    try:
        await Suspend()
    finally:
        log.append("inner finally")

async def outer():
    try:
        await inner()
    except KeyError as e:
        log.append(repr(e))
        await Suspend()
    return "not reached"

c = outer()
c.send(None)
print(c.throw(ValueError("v")), log)
# expect: s ['awaitable saw v', 'awaitable finally', 'inner finally', "KeyError('translated')"]
log.clear()
c.close()
print(log)
# expect: ['awaitable finally']
try:
    c.send(None)
except RuntimeError as e:
    print(e)
    # expect: cannot reuse already awaited coroutine
try:
    c.throw(OSError)
except RuntimeError as e:
    print(e)
    # expect: cannot reuse already awaited coroutine
