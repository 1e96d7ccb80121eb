# A traceback gets an entry for each frame it leaves; reraising adds the raising line again.
def depth(e):
    n, tb = 0, e.__traceback__
    while tb:
        n, tb = n + 1, tb.tb_next
    return n

def a(): raise ValueError
def b(): a()

def c():
    try:
        b()
    except ValueError as e:
        print("in c", depth(e))
        raise

try:
    c()
    # expect: in c 3
except ValueError as e:
    print("outside", depth(e))
    # expect: outside 4
    stripped = e.with_traceback(None)
    print(e.__traceback__, stripped is e)
    # expect: None True
e = KeyError()
for i in range(3):
    try:
        raise e
    except KeyError:
        print(depth(e))
# expect: 1
# expect: 2
# expect: 3
fresh = KeyError().with_traceback(e.__traceback__)
print(depth(fresh), fresh.__traceback__ is e.__traceback__)
# expect: 3 True
