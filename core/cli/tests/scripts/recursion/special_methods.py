# Recursion through special methods ends in RecursionError as well.
class R:
    def __repr__(self): return repr(self)
    def __str__(self): return str(self)
    def __eq__(self, o): return self == o
    def __lt__(self, o): return self < o
    def __hash__(self): return hash(self)
    def __len__(self): return len(self)
    def __bool__(self): return bool(self)
    def __getattr__(self, name): return getattr(self, name + "x")
    def __getitem__(self, i): return self[i]
    def __call__(self): return self()
    def __iter__(self): return iter(self)
    def __next__(self): return next(self)
    def __contains__(self, x): return x in self
    def __add__(self, o): return self + o
    def __neg__(self): return -self
    def __int__(self): return int(self)
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
    def __format__(self, spec): return format(self, spec)
    def __index__(self): return [1][self]
    def __setattr__(self, n, v): self.x = v
    def __delattr__(self, n): del self.x
    def __instancecheck__(self, o): return isinstance(o, self)

def enter(r):
    with r: pass

r = R()
actions = [repr, str, lambda r: r == 1, lambda r: r < 1, hash, len, bool, lambda r: r.a, lambda r: r[0], lambda r: r(), iter, next, lambda r: 1 in r, lambda r: r + 1, lambda r: -r, int, enter, format, lambda r: [1][r], lambda r: setattr(r, "x", 1), lambda r: delattr(r, "x"), lambda r: isinstance(1, r)]
count = 0
for action in actions:
    try:
        action(r)
    except RecursionError:
        count += 1
print(count == len(actions))
# expect: True
