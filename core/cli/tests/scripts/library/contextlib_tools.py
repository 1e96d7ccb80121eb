# contextmanager, closing, suppress, ExitStack, nullcontext, redirect-free use.
from contextlib import AbstractContextManager, ContextDecorator, ExitStack, closing, contextmanager, nullcontext, suppress

log = []

@contextmanager
def tag(name, swallow=False):
    log.append(f"<{name}>")
    try:
        yield name.upper()
    except ValueError:
        log.append("caught")
        if not swallow: raise
    finally:
        log.append(f"</{name}>")

with tag("a") as a, tag("b"):
    log.append(a)
print(log); log.clear()
# expect: ['<a>', '<b>', 'A', '</b>', '</a>']
with tag("s", swallow=True):
    raise ValueError
try:
    with tag("t"): raise ValueError("out")
except ValueError as e:
    print(e, log)
    # expect: out ['<s>', 'caught', '</s>', '<t>', 'caught', '</t>']
log.clear()

@tag("deco")
def f(): log.append("body")

f(); f()
print(log); log.clear()
# expect: ['<deco>', 'body', '</deco>', '<deco>', 'body', '</deco>']
with ExitStack() as stack:
    names = [stack.enter_context(tag(n)) for n in "xyz"]
    stack.callback(log.append, "callback")
    saved = stack.pop_all()
print(names, log)
# expect: ['X', 'Y', 'Z'] ['<x>', '<y>', '<z>']
saved.close()
print(log); log.clear()
# expect: ['<x>', '<y>', '<z>', 'callback', '</z>', '</y>', '</x>']
with suppress(KeyError, IndexError): {}["k"]
class C:
    def close(self): log.append("closed")
with closing(C()), nullcontext(5) as five: log.append(five)
print(log)
# expect: [5, 'closed']

@contextmanager
def twice():
    yield
    yield

@contextmanager
def never():
    if False: yield

for bad in (twice, never):
    try:
        with bad(): pass
    except RuntimeError as e:
        print(e)
# expect: generator didn't stop
# expect: generator didn't yield
