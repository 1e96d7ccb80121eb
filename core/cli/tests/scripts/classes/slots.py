# __slots__ fix the attributes, make descriptors, and leave out the dict.
class S:
    __slots__ = ("a", "b")

s = S()
s.a = 1
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"))
# expect: 1 False False
for action in (lambda: s.b, lambda: setattr(s, "c", 1), lambda: delattr(s, "b")):
    try:
        action()
    except AttributeError as e:
        print(e)
# expect: 'S' object has no attribute 'b'
# expect: 'S' object has no attribute 'c' and no __dict__ for setting new attributes
# expect: b
print(type(S.a).__name__, S.a.__get__(s), S.__slots__)
# expect: member_descriptor 1 ('a', 'b')
del s.a
print(hasattr(s, "a"))
# expect: False

class Sub(S):
    pass

sub = Sub()
sub.a, sub.c = 1, 2
print(sub.__dict__)
# expect: {'c': 2}

class Sub2(S):
    __slots__ = "single"

x = Sub2()
x.a, x.single = 1, 2
print(x.a, x.single, hasattr(x, "__dict__"))
# expect: 1 2 False
