# Each frame of a traceback has the line that was running in it.
def lines(e):
    tb, out = e.__traceback__, []
    while tb:
        code = tb.tb_frame.f_code
        out.append((code.co_name, tb.tb_lineno - code.co_firstlineno))
        tb = tb.tb_next
    return out[1:]

def f(n):
    if n:
        return f(n - 1)

    x = [
        1,
        2 / 0,
    ]

def g():
    for i in range(2):
        with_call = f(
            i
        )

def h():
    try:
        f(0)
    except ZeroDivisionError:
        pass
    raise ValueError(
        "multi"
        "line"
    )

class C:
    def __getitem__(self, i):
        return self.x

def k():
    return C()[
        0]

for fn in (lambda: f(2), g, h, k):
    try:
        fn()
    except Exception as e:
        print(type(e).__name__, lines(e))
# expect: ZeroDivisionError [('<lambda>', 0), ('f', 2), ('f', 2), ('f', 6)]
# expect: ZeroDivisionError [('g', 2), ('f', 6)]
# expect: ValueError [('h', 5)]
# expect: AttributeError [('k', 1), ('__getitem__', 1)]
