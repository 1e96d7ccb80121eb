# yield from passes values, sends, throws and the return value between caller and inner generator.
def inner():
    log = []
    try:
        while True:
            try:
                log.append((yield len(log)))
            except ValueError as e:
                log.append(f"caught {e}")
            if len(log) == 3:
                return log
    finally:
        log.append("cleanup")

def outer():
    result = yield from inner()
    yield ("result", result)
    yield from "ab"
    yield from range(2)
    return (yield from [])

g = outer()
print(next(g), g.send("x"), g.throw(ValueError("v")), g.send("y"))
# expect: 0 1 2 ('result', ['x', 'caught v', 'y', 'cleanup'])
print(list(g))
# expect: ['a', 'b', 0, 1]

def no_send():
    yield from iter([1, 2])

n = no_send()
next(n)
try:
    n.send(5)
except AttributeError as e:
    print(e)
    # expect: 'list_iterator' object has no attribute 'send'
try:
    next(x for x in (lambda: (yield from 5))())
except TypeError as e:
    print(e)
    # expect: 'int' object is not iterable
