# async with awaits __aenter__ and __aexit__; the latter may swallow.
log = []

class Pause:
    def __await__(self): yield "pause"

class Ctx:
    def __init__(self, swallow): self.swallow = swallow
    async def __aenter__(self):
        log.append("enter")
        await Pause()
        return "resource"
    async def __aexit__(self, kind, value, tb):
        await Pause()
        log.append(("exit", kind and kind.__name__))
        return self.swallow

async def use(swallow, error=None):
    async with Ctx(swallow) as r, Ctx(False):
        log.append(r)
        if error:
            raise error
        return "inside"
    return "after"

def run(c):
    pauses = 0
    while True:
        try:
            c.send(None)
            pauses += 1
        except StopIteration as e:
            return e.value, pauses
        except Exception as e:
            return repr(e), pauses

print(run(use(False)), log); log.clear()
# expect: ('inside', 4) ['enter', 'enter', 'resource', ('exit', None), ('exit', None)]
print(run(use(True, KeyError("k"))), log); log.clear()
# expect: ('after', 4) ['enter', 'enter', 'resource', ('exit', 'KeyError'), ('exit', 'KeyError')]
print(run(use(False, KeyError("k"))), log)
# expect: ("KeyError('k')", 4) ['enter', 'enter', 'resource', ('exit', 'KeyError'), ('exit', 'KeyError')]

async def bad():
    async with 5: pass

async def sync_only():
    async with open.__class__: pass

print(run(bad()))
# expect: ('TypeError("\'int\' object does not support the asynchronous context manager protocol (missed __aexit__ method)")', 0)
