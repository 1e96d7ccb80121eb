# finally runs however the try is left: by falling through, return, break, continue or an exception.
log = []

def f(how):
    for i in range(2):
        try:
            log.append(("try", i))
            if how == "return":
                return "returned"
            if how == "break":
                break
            if how == "continue":
                continue
            if how == "raise":
                raise ValueError("raised")
        finally:
            log.append("finally")
    else:
        log.append("else")
    return "end"

for how in ("fall", "return", "break", "continue", "raise"):
    log.clear()
    try:
        print(how, f(how), log)
    except ValueError as e:
        print(how, repr(e), log)
# expect: fall end [('try', 0), 'finally', ('try', 1), 'finally', 'else']
# expect: return returned [('try', 0), 'finally']
# expect: break end [('try', 0), 'finally']
# expect: continue end [('try', 0), 'finally', ('try', 1), 'finally', 'else']
# expect: raise ValueError('raised') [('try', 0), 'finally']
