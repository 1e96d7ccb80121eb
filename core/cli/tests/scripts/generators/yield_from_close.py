# Closing or throwing into the outer generator reaches the inner one first.
log = []

def inner(name):
    try:
        yield name
        yield name + "2"
    except GeneratorExit:
        log.append(f"{name} exit")
        raise
    except KeyError:
        log.append(f"{name} key")
        return "from key"
    finally:
        log.append(f"{name} finally")

def outer():
    try:
        value = yield from inner("a")
        log.append(value)
        yield from inner("b")
    finally:
        log.append("outer finally")

g = outer()
next(g)
print(g.throw(KeyError), log)
# expect: b ['a key', 'a finally', 'from key']
g.close()
print(log)
# expect: ['a key', 'a finally', 'from key', 'b exit', 'b finally', 'outer finally']

class WithClose:
    def __iter__(self): return self
    def __next__(self): return 1
    def close(self): log.append("custom close")
    def throw(self, e): return ("custom throw", e)

def delegate():
    yield from WithClose()

log.clear()
d = delegate()
print(next(d), d.throw(ValueError("v")))
# expect: 1 ('custom throw', ValueError('v'))
d.close()
print(log)
# expect: ['custom close']
