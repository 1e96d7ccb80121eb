# Several managers enter from left to right and leave from right to left.
log = []

class Ctx:
    def __init__(self, name, fail_enter=False, swallow=False, fail_exit=None):
        log.append(f"make {name}")
        self.name, self.fail_enter, self.swallow, self.fail_exit = name, fail_enter, swallow, fail_exit
    def __enter__(self):
        if self.fail_enter: raise RuntimeError("enter failed")
        log.append(f"enter {self.name}")
        return self
    def __exit__(self, kind, *rest):
        log.append(f"exit {self.name} {kind and kind.__name__}")
        if self.fail_exit: raise self.fail_exit
        return self.swallow

with Ctx("a") as a, Ctx("b") as b:
    log.append("body")
print(log); log.clear()
# expect: ['make a', 'enter a', 'make b', 'enter b', 'body', 'exit b None', 'exit a None']
with (Ctx("outer", swallow=True), Ctx("bad", fail_enter=True), Ctx("never")):
    log.append("body")
print(log); log.clear()
# expect: ['make outer', 'enter outer', 'make bad', 'exit outer RuntimeError']
with (
    Ctx("x", swallow=True) as x,
    Ctx("y", fail_exit=KeyError("from exit")),
):
    raise ValueError("from body")
print(log)
# expect: ['make x', 'enter x', 'make y', 'enter y', 'exit y ValueError', 'exit x KeyError']
try:
    with Ctx("p"), Ctx("q", fail_exit=KeyError("k")):
        raise ValueError("v")
except KeyError as e:
    print(repr(e), repr(e.__context__))
    # expect: KeyError('k') ValueError('v')
