# The first matching handler is taken; tuples, bases and expressions work.
def classify(error, group=(TypeError, (KeyError,)[0])):
    try:
        raise error
    except group:
        return "group"
    except (ArithmeticError, EOFError) as e:
        return f"arith {e}"
    except LookupError:
        return "lookup"
    except Exception:
        return "exception"
    except:
        return "bare"

print([classify(e) for e in (TypeError(), KeyError(), ZeroDivisionError("z"), IndexError(), OSError(), KeyboardInterrupt())])
# expect: ['group', 'group', 'arith z', 'lookup', 'exception', 'bare']
log = []

def lazy(cls):
    log.append(cls.__name__)
    return cls

try:
    raise KeyError
except lazy(ValueError):
    pass
except lazy(KeyError):
    pass
except lazy(TypeError):
    pass
print(log)
# expect: ['ValueError', 'KeyError']
try:
    try:
        raise KeyError("k")
    except "not a class":
        pass
except TypeError as e:
    print(e, "|", repr(e.__context__))
    # expect: catching classes that do not inherit from BaseException is not allowed | KeyError('k')
