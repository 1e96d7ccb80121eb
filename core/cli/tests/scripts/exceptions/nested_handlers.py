# Handlers within handlers restore the outer exception; bare raise raises the innermost one.
log = []
try:
    try:
        raise ValueError("outer")
    except ValueError:
        try:
            raise KeyError("inner")
        except KeyError:
            log.append("inner handled")
        raise
except ValueError as e:
    log.append(repr(e))

def helper():
    raise

try:
    try:
        raise OSError("for helper")
    except OSError:
        helper()
except OSError as e:
    log.append(repr(e))
try:
    try:
        raise TypeError("1")
    except TypeError:
        try:
            raise IndexError("2")
        finally:
            log.append("finally")
except IndexError as e:
    log.append((repr(e), repr(e.__context__)))
for entry in log:
    print(entry)
# expect: inner handled
# expect: ValueError('outer')
# expect: OSError('for helper')
# expect: finally
# expect: ("IndexError('2')", "TypeError('1')")
