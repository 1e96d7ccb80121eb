# else runs only when nothing was raised, and its exceptions are not handled there.
def f(action):
    log = []
    try:
        try:
            log.append("try")
            action()
        except ValueError:
            log.append("except")
        else:
            log.append("else")
            action("else")
        finally:
            log.append("finally")
    except Exception as e:
        log.append(repr(e))
    return log

def raises(*a):
    raise ValueError

def in_else(*a):
    if a:
        raise ValueError("from else")

print(f(raises))
# expect: ['try', 'except', 'finally']
print(f(lambda *a: None))
# expect: ['try', 'else', 'finally']
print(f(in_else))
# expect: ['try', 'else', 'finally', "ValueError('from else')"]

def early():
    try:
        return "returned"
    except Exception:
        pass
    else:
        return "else"

print(early())
# expect: returned
