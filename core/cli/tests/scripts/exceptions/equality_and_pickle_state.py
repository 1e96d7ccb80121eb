# Exceptions compare by identity; __reduce__ and __setstate__ carry class, args and state.
a, b = ValueError("x"), ValueError("x")
print(a == b, a == a, hash(a) == hash(a), {a: 1}[a])
# expect: False True True 1
a.extra = 1
print(a.__reduce__(), b.__reduce__())
# expect: (<class 'ValueError'>, ('x',), {'extra': 1}) (<class 'ValueError'>, ('x',))
b.__setstate__({"more": 2})
print(b.more, b.__dict__)
# expect: 2 {'more': 2}
o = OSError(2, "gone", "file")
print(o.__reduce__())
# expect: (<class 'FileNotFoundError'>, (2, 'gone', 'file'))
print(ExceptionGroup("m", [b]).__reduce__()[1][0])
# expect: m

class E(Exception):
    def __eq__(self, other): return self.args == other.args

print(E(1) == E(1), E(1) in [E(2), E(1)])
# expect: True True
try:
    hash(E())
except TypeError as e:
    print(e)
    # expect: unhashable type: 'E'
