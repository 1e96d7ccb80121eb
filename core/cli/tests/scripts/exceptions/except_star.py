# except* takes its part of a group; what is left goes on.
def run(error):
    log = []
    try:
        try:
            raise error
        except* ValueError as g:
            log.append(("values", repr(g)))
        except* (KeyError, IndexError) as g:
            log.append(("lookups", repr(g)))
        else:
            log.append("else")
        finally:
            log.append("finally")
    except BaseException as e:
        log.append(("left", repr(e)))
    return log

for entry in run(ExceptionGroup("g", [ValueError(1), KeyError(2), OSError(3), ValueError(4)])):
    print(entry)
# expect: ('values', "ExceptionGroup('g', [ValueError(1), ValueError(4)])")
# expect: ('lookups', "ExceptionGroup('g', [KeyError(2)])")
# expect: finally
# expect: ('left', "ExceptionGroup('g', [OSError(3)])")
print(run(ValueError("naked")))
# expect: [('values', "ExceptionGroup('', (ValueError('naked'),))"), 'finally']
print(run(OSError("unmatched")))
# expect: ['finally', ('left', "OSError('unmatched')")]
print(run(ExceptionGroup("n", [ExceptionGroup("m", [IndexError(1)]), ValueError(2)])))
# expect: [('values', "ExceptionGroup('n', [ValueError(2)])"), ('lookups', "ExceptionGroup('n', [ExceptionGroup('m', [IndexError(1)])])"), 'finally']
