# The returned value is computed before finally runs; rebinding the name changes nothing.
def f():
    x = 1
    try:
        return x
    finally:
        x = 2

def g():
    x = [1]
    try:
        return x
    finally:
        x.append(2)

log = []

def h():
    try:
        try:
            return log.append("value") or "v"
        finally:
            log.append("inner")
    finally:
        log.append("outer")

print(f(), g(), h(), log)
# expect: 1 [1, 2] v ['value', 'inner', 'outer']
