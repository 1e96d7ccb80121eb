# close raises GeneratorExit at the yield; finally runs; a yield in answer is an error.
log = []

def gen():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        log.append("exit")
        raise
    finally:
        log.append("finally")

g = gen()
next(g)
print(g.close(), log, list(g), g.close())
# expect: None ['exit', 'finally'] [] None

def stubborn():
    for _ in range(2):
        try:
            yield
        except GeneratorExit:
            pass

s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)
    # expect: generator ignored GeneratorExit

def returns():
    try:
        yield
    except GeneratorExit:
        return "value of close"

r = returns()
next(r)
print(r.close(), returns().close())
# expect: value of close None

def raises():
    try:
        yield
    finally:
        raise KeyError("in finally")

k = raises()
next(k)
try:
    k.close()
except KeyError as e:
    print(e)
    # expect: 'in finally'
s = None
