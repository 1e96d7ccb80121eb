# Calling a generator function runs nothing of it; next runs to the next yield.
log = []

def gen(x):
    log.append("start")
    yield x
    log.append("middle")
    yield x + 1
    log.append("end")

g = gen(1)
print(log, type(g).__name__, iter(g) is g)
# expect: [] generator True
print(next(g), log)
# expect: 1 ['start']
print(next(g), log)
# expect: 2 ['start', 'middle']
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, log)
    # expect: stop None ['start', 'middle', 'end']
print(next(g, "exhausted"), list(g))
# expect: exhausted []
try:
    gen()
except TypeError as e:
    print(e)
    # expect: gen() missing 1 required positional argument: 'x'
