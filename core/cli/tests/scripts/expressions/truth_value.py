# Truth comes from __bool__, then __len__, then is true.
class B:
    def __bool__(self):
        return False

class L:
    def __len__(self):
        return 0

class Both:
    def __bool__(self):
        return True

    def __len__(self):
        return 0

class Neither:
    pass

print([bool(x) for x in (B(), L(), Both(), Neither(), Neither)])
# expect: [False, False, True, True, True]
print([bool(x) for x in (0, 0.0, 0j, "", b"", (), [], {}, set(), range(0), None, ...)])
# expect: [False, False, False, False, False, False, False, False, False, False, False, True]

class Bad:
    def __bool__(self):
        return 1

class Negative:
    def __len__(self):
        return -1

for x in (Bad(), Negative()):
    try:
        if x:
            pass
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: TypeError __bool__ should return bool, returned int
# expect: ValueError __len__() should return >= 0
