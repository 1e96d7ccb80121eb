# Functions bind to instances as methods; builtins do not.
class C:
    def m(self, x=0):
        return self, x

    b = len

c = C()
bound = c.m
print(bound.__self__ is c, bound.__func__ is C.m, bound.__name__, bound(1)[1])
# expect: True True m 1
print(c.m == c.m, c.m is c.m, hash(c.m) == hash(c.m), c.m == C().m)
# expect: True False True False
print(C.b([1, 2]), c.b([1, 2, 3]))
# expect: 2 3
c.f = lambda: "not bound"
print(c.f())
# expect: not bound
def late(self):
    return "late", self is c
C.late = late
print(c.late())
# expect: ('late', True)
print(late.__get__(c)(), late.__get__(None, C) is late)
# expect: ('late', True) True
try:
    bound.attr = 1
except AttributeError as e:
    print(e)
    # expect: 'method' object has no attribute 'attr' and no __dict__ for setting new attributes
C.m.attr = 2
print(bound.attr)
# expect: 2
