# mode: no-stress (many objects alive at once)
# Dropping long chains of objects does not recurse on the native stack.
class Node:
    def __init__(self, next): self.next = next

n = None
for _ in range(200_000):
    n = Node(n)
n = None
l = []
for _ in range(200_000):
    l = [l]
l = None
t = ()
for _ in range(200_000):
    t = (t,)
t = None
d = {}
for _ in range(200_000):
    d = {"k": d}
d = None
f = None
for _ in range(50_000):
    f = lambda f=f: f
f = None
g = iter([])
for _ in range(50_000):
    g = map(abs, g)
g = None
e = None
for _ in range(50_000):
    x = ValueError()
    x.__cause__ = e
    e = x
e = x = None
c = None
for _ in range(50_000):
    def c(c=c): return c
c = None
print("freed")
# expect: freed
