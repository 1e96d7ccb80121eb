x = 1
class C:
    x = 2
    y = [x for _ in range(3)]
    z: x
    def f(self): return __class__
