# bool is an int with two values; its operators keep bool only for & | ^.
print(True + True, True * 3, -True, ~int(True), True / 2, True == 1, hash(True) == hash(1), True is (1 == 1))
# expect: 2 3 -1 -2 0.5 True True True
print(True & 1, type(True & True).__name__, type(True | 0).__name__, True ^ True, not 0)
# expect: 1 bool int False True
print(str(True), repr(False), int("1") == True, [10, 20][True], {1: "one"}[True], "ab"[False], sum([True, True, False]))
# expect: True False True 20 one a 2
print(bool.__mro__[1].__name__, isinstance(True, int), bool("False"), bool(0.0), bool([0]), bool())
# expect: int True True False True False
print(True < 2, False < True, max(True, 2), sorted([True, False, 1, 0]), True.real, True.bit_length(), (True).__index__())
# expect: True True 2 [False, 0, True, 1] 1 1 1
try:
    class B(bool): pass
except TypeError as e:
    print(e)
    # expect: type 'bool' is not an acceptable base type
print(f"{True:d} {True} {True!r:>6} {True:5} {False:<3}|", "%d %s" % (True, False))
# expect: 1 True   True     1 0  | 1 False
print(bool(type(None)), any([]), all([]), True.to_bytes())
# expect: True False True b'\x01'
