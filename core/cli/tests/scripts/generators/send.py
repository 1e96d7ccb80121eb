# send makes the value of the yield expression; a fresh generator takes only None.
def averager():
    total = count = 0
    average = None
    while True:
        x = yield average
        if x is None:
            return total
        total += x
        count += 1
        average = total / count

g = averager()
try:
    g.send(1)
except TypeError as e:
    print(e)
    # expect: can't send non-None value to a just-started generator
print(g.send(None), g.send(10), g.send(20), g.send(60))
# expect: None 10.0 15.0 30.0
try:
    g.send(None)
except StopIteration as e:
    print(e.value)
    # expect: 90
try:
    g.send(5)
except StopIteration as e:
    print("finished", e.value)
    # expect: finished None

def echo():
    got = yield "ready"
    while got != "quit":
        got = yield (got, (yield "inner"))
    return "bye"

e = echo()
print(next(e), e.send("a"), e.send("b"), e.send("c"))
# expect: ready inner ('a', 'b') inner
