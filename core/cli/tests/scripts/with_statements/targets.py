# The target of `as` may be any assignment target.
class Ctx:
    def __init__(self, v): self.v = v
    def __enter__(self): return self.v
    def __exit__(self, *a): return isinstance(a[1], ValueError)

with Ctx((1, (2, 3))) as (a, (b, *c)):
    print(a, b, c)
    # expect: 1 2 [3]
d = {}
with Ctx("item") as d["k"], Ctx("attr") as Ctx.attribute, Ctx([7, 8]) as [e, f]:
    print(d, Ctx.attribute, e, f)
    # expect: {'k': 'item'} attr 7 8
with Ctx(5):
    pass
with Ctx("xy") as (p, q, r):
    print("not reached")
print("unpacking failed inside the block")
# expect: unpacking failed inside the block

def func():
    global made
    with Ctx("global") as made: pass

func()
print(made)
# expect: global
