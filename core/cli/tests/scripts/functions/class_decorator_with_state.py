# An instance may decorate functions and count their calls.
class Counted:
    def __init__(self, f):
        self.f, self.calls = f, 0

    def __call__(self, *args, **kw):
        self.calls += 1
        return self.f(*args, **kw)

    def __get__(self, obj, cls=None):
        return self if obj is None else lambda *a, **k: self(obj, *a, **k)

@Counted
def double(x):
    return 2 * x

class C:
    @Counted
    def m(self, x):
        return type(self).__name__, x

print(double(4), double(x=5), double.calls)
# expect: 8 10 2
c = C()
print(c.m(1), c.m(2), C.m.calls)
# expect: ('C', 1) ('C', 2) 2
