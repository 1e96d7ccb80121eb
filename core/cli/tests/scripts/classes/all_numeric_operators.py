# Each operator calls its own special method.
names = "add sub mul truediv floordiv mod pow lshift rshift and or xor matmul".split()
symbols = "+ - * / // % ** << >> & | ^ @".split()

class Rec:
    pass

for n in names:
    setattr(Rec, f"__{n}__", lambda self, o, n=n: n)
    setattr(Rec, f"__r{n}__", lambda self, o, n=n: "r" + n)
    setattr(Rec, f"__i{n}__", lambda self, o, n=n: "i" + n)
for n in ("neg", "pos", "invert", "abs"):
    setattr(Rec, f"__{n}__", lambda self, n=n: n)

r = Rec()
print([eval(f"r {s} 1") for s in symbols] == names)
# expect: True
print([eval(f"1 {s} r") for s in symbols] == ["r" + n for n in names])
# expect: True

def inplace(symbol):
    space = {"r": r}
    exec(f"r {symbol}= 1", space)
    return space["r"]

print([inplace(s) for s in symbols] == ["i" + n for n in names])
# expect: True
print(-r, +r, ~r, abs(r), pow(r, 1), divmod(7, 2))
# expect: neg pos invert abs pow (3, 1)
Rec.__pow__ = lambda self, e, m=None: (e, m)
print(pow(r, 2, 3), r ** 4)
# expect: (2, 3) (4, None)
