# Arguments are evaluated before the call, once, even when the call then fails.
log = []

def v(x):
    log.append(x)
    return x

def f(a):
    log.append("body")

try:
    f(v(1), v(2))
except TypeError:
    print(log)
    # expect: [1, 2]
log.clear()
try:
    v(None)(v(1), k=v(2))
except TypeError as e:
    print(log, e)
    # expect: [None, 1, 2] 'NoneType' object is not callable
log.clear()

def gen():
    log.append("start")
    yield 1
    log.append("between")
    yield 2
    log.append("end")

print((lambda *a: a)(*gen(), v(3)))
# expect: (1, 2, 3)
print(log)
# expect: ['start', 'between', 'end', 3]
