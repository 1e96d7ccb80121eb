# Exceptions raised in except* handlers are grouped with what was not handled.
def run(error, action):
    try:
        try:
            raise error
        except* ValueError as g:
            action(g)
        except* TypeError:
            raise RuntimeError("second")
    except BaseException as e:
        return e

def raise_new(g): raise KeyError("new")
def raise_from(g): raise KeyError("new") from g
def reraise(g): raise
def raise_same(g): raise g

source = lambda: ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)])
for action in (raise_new, raise_from, raise_same, lambda g: None):
    print(repr(run(source(), action)))
# expect: ExceptionGroup('', [KeyError('new'), RuntimeError('second'), ExceptionGroup('g', [OSError(3)])])
# expect: ExceptionGroup('', [KeyError('new'), RuntimeError('second'), ExceptionGroup('g', [OSError(3)])])
# expect: ExceptionGroup('', [ExceptionGroup('g', [ValueError(1)]), RuntimeError('second'), ExceptionGroup('g', [OSError(3)])])
# expect: ExceptionGroup('', [RuntimeError('second'), ExceptionGroup('g', [OSError(3)])])
print(repr(run(ExceptionGroup("g", [ValueError(1)]), raise_new)))
# expect: KeyError('new')
e = run(ExceptionGroup("g", [ValueError(1)]), raise_new)
print(repr(e.exceptions[0].__context__) if isinstance(e, ExceptionGroup) else repr(e.__context__))
# expect: ExceptionGroup('g', [ValueError(1)])

def bare_raise():
    try:
        raise source()
    except* ValueError:
        raise

try:
    bare_raise()
except ExceptionGroup as e:
    print(repr(e))
    # expect: ExceptionGroup('g', [ValueError(1), TypeError(2), OSError(3)])
