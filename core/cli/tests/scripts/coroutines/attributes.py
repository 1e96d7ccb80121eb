# cr_frame, cr_running, cr_await, and __await__ of a coroutine.
class Suspend:
    def __await__(self):
        yield 1

async def inner():
    await Suspend()

async def outer():
    await inner()

c = outer()
print(c.cr_await, c.cr_running, c.cr_suspended, c.cr_frame is not None)
# expect: None False False True
c.send(None)
print(type(c.cr_await).__name__, c.cr_await.__name__, c.cr_suspended)
# expect: coroutine inner True
c.close()
print(c.cr_frame, c.cr_await)
# expect: None None
print(c.__name__, c.__qualname__, repr(c).split(" at ")[0])
# expect: outer outer <coroutine object outer
d = outer()
it = d.__await__()
print(type(it).__name__, next(it))
# expect: coroutine_wrapper 1
it.close()
try:
    iter(outer_coro := outer())
except TypeError as e:
    print(e)
    # expect: 'coroutine' object is not iterable
outer_coro.close()
