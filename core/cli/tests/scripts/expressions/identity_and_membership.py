# `is` compares identity, `in` equality with an identity shortcut.
nan = float("nan")
print(nan == nan, nan is nan, nan in [nan], [nan] == [nan], float("nan") in [nan])
# expect: False True True True False
print(None is None, [] is not None, int("1") is True)
# expect: True True False
print("ell" in "hello", "" in "", 3 in range(10), 3.0 in range(10))
# expect: True True True True
print(2 not in (1, 3), not 2 in (1, 3))
# expect: True True
print("k" in {"k": 0}, 0 in {"k": 0}, b"b" in b"abc", 98 in b"abc")
# expect: True False True True

class Contains:
    def __contains__(self, item):
        return item

print("x" in Contains(), [] in Contains(), 0 not in Contains())
# expect: True False True

class OldStyle:
    def __getitem__(self, i):
        if i > 4:
            raise IndexError
        return i * 10

print(30 in OldStyle(), 35 in OldStyle())
# expect: True False
