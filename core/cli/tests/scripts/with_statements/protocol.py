# __enter__'s result is bound; __exit__ gets None or the exception, and may swallow it.
log = []

class Ctx:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self):
        log.append(f"enter {self.name}")
        return self.name.upper()
    def __exit__(self, kind, value, tb):
        log.append((f"exit {self.name}", kind and kind.__name__, value and str(value), tb is not None))
        return self.swallow

with Ctx("a") as x:
    log.append(x)
for entry in log: print(entry)
# expect: enter a
# expect: A
# expect: ('exit a', None, None, False)
log.clear()
with Ctx("swallows", True):
    raise ValueError("gone")
print(log); log.clear()
# expect: ['enter swallows', ('exit swallows', 'ValueError', 'gone', True)]
try:
    with Ctx("passes"):
        raise KeyError("kept")
except KeyError as e:
    print(e, log)
    # expect: 'kept' ['enter passes', ('exit passes', 'KeyError', "'kept'", True)]
log.clear()
class Truthy(Ctx):
    def __exit__(self, *a): return [0]
with Truthy("t"):
    1 / 0
print("swallowed by a true value")
# expect: swallowed by a true value
