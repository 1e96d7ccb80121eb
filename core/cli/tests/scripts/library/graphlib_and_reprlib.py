# graphlib, reprlib, contextvars, shelved in one place: small modules that build on the core.
import contextvars
import reprlib
from graphlib import CycleError, TopologicalSorter

ts = TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}})
order = list(ts.static_order())
print(order[0], order[-1], sorted(order[1:3]))
# expect: a d ['b', 'c']
try:
    list(TopologicalSorter({1: {2}, 2: {1}}).static_order())
except CycleError as e:
    print(type(e).__name__, e.args[0])
    # expect: CycleError nodes are in a cycle
print(reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(20)}))
# expect: [0, 1, 2, 3, 4, 5, ...] 'xxxxxxxxxxxx...xxxxxxxxxxxxx' {0: 0, 1: 1, 2: 2, 3: 3, ...}

class Node:
    @reprlib.recursive_repr()
    def __repr__(self): return f"<Node {self.next!r}>"

n = Node()
n.next = n
print(n)
# expect: <Node ...>
var = contextvars.ContextVar("var", default="dflt")
token = var.set("new")
ctx = contextvars.copy_context()
var.reset(token)
print(var.get(), ctx[var], ctx.run(var.get), ctx.run(var.set, "inside").old_value, var.get(), ctx[var])
# expect: dflt new new new dflt inside
try:
    contextvars.ContextVar("empty").get()
except LookupError as e:
    print(type(e).__name__)
    # expect: LookupError
