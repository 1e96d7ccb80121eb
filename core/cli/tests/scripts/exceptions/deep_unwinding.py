# An exception passes through many frames, and their finally clauses run from the inside out.
log = []

def down(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        down(n - 1)
    finally:
        log.append(n)

try:
    down(300)
except ValueError as e:
    depth, tb = 0, e.__traceback__
    while tb:
        depth, tb = depth + 1, tb.tb_next
    print(e, depth, log == list(range(301)))
    # expect: bottom 302 True

def replace(n):
    try:
        if n == 0:
            raise ValueError(0)
        replace(n - 1)
    except ValueError as e:
        raise ValueError(n) from e

try:
    replace(50)
except ValueError as e:
    n, c = 0, e
    while c.__cause__:
        n, c = n + 1, c.__cause__
    print(e, n, c)
    # expect: 50 51 0
