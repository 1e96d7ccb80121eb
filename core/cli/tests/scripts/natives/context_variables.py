# _contextvars: variables, tokens, contexts
import _contextvars as c

def shown(f):
    """What a call gives, or what it raises."""
    try:
        return str(f())
    except BaseException as e:
        return f"{type(e).__name__} {e}".rstrip()


def check(f, expected):
    got = shown(f)
    assert got == expected, (got, expected)


lines = []


v = c.ContextVar('v', default=1)
w = c.ContextVar('w')
check(lambda: c.ContextVar(1), 'TypeError context variable name must be a str')
check(lambda: c.ContextVar('a', 2), 'TypeError ContextVar() takes at most 1 positional argument (2 given)')
check(lambda: c.ContextVar('a', foo=2), "TypeError ContextVar() got an unexpected keyword argument 'foo'")
check(lambda: w.get(4), '4')
check(lambda: v.get(7), '7')
t = v.set(5)
check(lambda: t.old_value, '<Token.MISSING>')
check(lambda: v.reset(1), 'TypeError expected an instance of Token, got 1')
check(lambda: v.reset(t), 'None')
ctx = c.Context()
check(lambda: c.Context(1), 'TypeError Context() does not accept any arguments')
check(lambda: ctx.run(), 'TypeError run() missing 1 required positional argument')
check(lambda: ctx[1], 'TypeError a ContextVar key was expected, got 1')
check(lambda: 1 in ctx, 'TypeError a ContextVar key was expected, got 1')
check(lambda: ctx.get(1), 'TypeError a ContextVar key was expected, got 1')
check(lambda: ctx.get(v), 'None')
x = c.copy_context()
x.run(v.set, 9)
check(lambda: x == x.copy(), 'True')
check(lambda: x == 1, 'False')
check(lambda: x == ctx, 'False')
check(lambda: hash(x), "TypeError unhashable type: '_contextvars.Context'")
check(lambda: hash(t), "TypeError unhashable type: '_contextvars.Token'")
check(lambda: c.Token(), 'RuntimeError Tokens can only be created by ContextVars')
check(lambda: c.Token.MISSING, '<Token.MISSING>')
check(lambda: type(c.Token.MISSING), "<class 'Token.MISSING'>")
check(lambda: type(c.Token.MISSING)(), "TypeError cannot create 'Token.MISSING' instances")
with v.set(3) as q:
    lines.append(' '.join(map(str, [v.get(), q])))
lines.clear()
lines.append(' '.join(map(str, [v.get(), q])))
lines.clear()
check(lambda: v.name, 'v')
check(lambda: c.ContextVar[int], '_contextvars.ContextVar[int]')
check(lambda: v.get(1, 2), 'TypeError get expected at most 1 argument, got 2')
check(lambda: v.set(), 'TypeError ContextVar.set() takes exactly one argument (0 given)')
check(lambda: ctx.get(), 'TypeError get expected at least 1 argument, got 0')
check(lambda: t.__exit__(), 'TypeError __exit__ expected 3 arguments, got 0')
check(lambda: type('A', (c.Context,), {}), "TypeError type '_contextvars.Context' is not an acceptable base type")
