# __int__, __index__, __float__, __complex__, __bytes__, __format__, __round__ and their kin.
class N:
    def __int__(self): return 7
    def __index__(self): return 3
    def __float__(self): return 2.5
    def __complex__(self): return 1 + 2j
    def __bytes__(self): return b"bytes"
    def __format__(self, spec): return f"<{spec}>"
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return "trunc"
    def __floor__(self): return "floor"
    def __bool__(self): return False
    def __hash__(self): return 11

n = N()
print(int(n), float(n), complex(n), bytes(n), f"{n:abc}", format(n), round(n), round(n, 2), bool(n), hash(n))
# expect: 7 2.5 (1+2j) b'bytes' <abc> <> ('round', None) ('round', 2) False 11
print([0, 1, 2, "three"][n], hex(n), bin(n), list(range(n)), "ab" * n, chr(n) == "\x03", int(str(int(n))))
# expect: three 0x3 0b11 [0, 1, 2] ababab True 7

class Idx:
    def __index__(self): return 5

print(int(Idx()), float(Idx()), complex(Idx()), "x".rjust(Idx()), [9] * Idx())
# expect: 5 5.0 (5+0j)     x [9, 9, 9, 9, 9]

class Bad:
    def __int__(self): return "7"
    def __float__(self): return 1
    def __index__(self): return 1.0

for f in (int, float, hex):
    try:
        f(Bad())
    except TypeError as e:
        print(e)
# expect: __int__ returned non-int (type str)
# expect: Bad.__float__ returned non-float (type int)
# expect: __index__ returned non-int (type float)
