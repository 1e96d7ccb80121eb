# __exit__ runs on return, break, continue and yield's close, before the function is left.
log = []

class Ctx:
    def __enter__(self): log.append("in")
    def __exit__(self, *exc): log.append("out" if exc[0] is None else exc[0].__name__)

def f():
    with Ctx():
        return log.append("value") or "returned"

def g():
    for i in range(3):
        with Ctx():
            if i == 0: continue
            break
    return i

def h():
    with Ctx():
        yield 1
        yield 2

print(f(), log); log.clear()
# expect: returned ['in', 'value', 'out']
print(g(), log); log.clear()
# expect: 1 ['in', 'out', 'in', 'out']
it = h(); next(it); it.close()
print(log); log.clear()
# expect: ['in', 'GeneratorExit']

def nested():
    with Ctx():
        try:
            with Ctx():
                raise ValueError
        except ValueError:
            return "handled"
        finally:
            log.append("finally")

print(nested(), log)
# expect: handled ['in', 'in', 'ValueError', 'finally', 'out']
def exits_early():
    while True:
        with Ctx(), Ctx():
            return 1
log.clear(); exits_early()
print(log)
# expect: ['in', 'in', 'out', 'out']
