# partial, reduce, wraps, total_ordering, cmp_to_key, cached_property.
from functools import cached_property, cmp_to_key, partial, partialmethod, reduce, total_ordering, wraps

add = partial(lambda a, b, c=0: (a, b, c), 1, c=5)
print(add(2), add(2, c=9), add.args, add.keywords, partial(add, 7)(), reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(max, [3, 9, 2]), reduce(lambda a, b: a + b, [], "init"))
# expect: (1, 2, 5) (1, 2, 9) (1,) {'c': 5} (1, 7, 5) 24 9 init

def deco(f):
    @wraps(f)
    def wrapper(*a): return ("wrapped", f(*a))
    return wrapper

@deco
def named(x):
    "docstring"
    return x

print(named(1), named.__name__, named.__doc__, named.__wrapped__(2))
# expect: ('wrapped', 1) named docstring 2

@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v

print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)))
# expect: True True False [3, 2, 1]

class C:
    calls = 0
    @cached_property
    def slow(self):
        C.calls += 1
        return "computed"
    def base(self, *a): return a
    one = partialmethod(base, 1)

c = C()
print(c.slow, c.slow, C.calls, vars(c), c.one(2))
# expect: computed computed 1 {'slow': 'computed'} (1, 2)
for bad in (lambda: reduce(max, []), lambda: partial(), lambda: partial(5), lambda: total_ordering(type("E", (), {}))):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(e)
# expect: reduce() of empty iterable with no initial value
# expect: type 'partial' takes at least one argument
# expect: the first argument must be callable
# expect: must define at least one ordering operation: < > <= >=
