# Subclasses of built-in types keep their behaviour and add to it.
class L(list):
    def __init__(self, *a, tag=""):
        super().__init__(*a)
        self.tag = tag

class I(int):
    def __new__(cls, v, unit): 
        self = super().__new__(cls, v)
        self.unit = unit
        return self
    def __add__(self, o): return I(int(self) + o, self.unit)

class D(dict):
    def __missing__(self, k): return f"no {k}"

class S(str):
    def shout(self): return self.upper() + "!"

class T(tuple):
    @property
    def first(self): return self[0]

l = L([3, 1, 2], tag="t")
l.sort()
print(l, l.tag, len(l), l == [1, 2, 3], type(l[:]).__name__, type(l + l).__name__)
# expect: [1, 2, 3] t 3 True list list
i = I(5, "kg")
print(i + 1, (i + 1).unit, type(i * 2).__name__, i == 5, hash(i) == hash(5))
# expect: 6 kg int True True
print(D(a=1)["b"], D(a=1).get("b"), S("hi").shout(), type(S("a") + "b").__name__, T((7, 8)).first)
# expect: no b None HI! str 7
print(isinstance(l, list), {S("k"): 1}["k"], [10, 20][I(1, "")])
# expect: True 1 20
class F(float):
    def __repr__(self): return "F!"
print(F(1.5), [F(1.5)], F(2) * 2, f"{F(2):.1f}")
# expect: F! [F!] 4.0 2.0
