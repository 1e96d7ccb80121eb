# Calls through super(), bound methods, properties, __getitem__ and __setitem__, with defaults, names and what is left over.
class A:
    def __init__(self, *a, **k): self.a=(a,k)
    def m(self, x=1, *r, k=5): return (x,r,k)
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(v): return v
    x = 7
class B(A):
    def __init__(self, *a): super().__init__(*a, q=1)
    def m(self, *a, **k): return super().m(*a, **k)
    def m1(self): return super().m(2)
    def m2(self): return super().m(2,3,4)
    def m3(self): return super().m(2,k=9)
    @classmethod
    def c(cls): return super().c()
    def s(self): return super().s(4)
    def cl(self): return super().__class__
    def nope(self): return super().nope()
    def st(self): return super().x.bit_length()
b=B(1,2); print(b.a,b.m(),b.m1(),b.m2(),b.m3(),B.c(),b.c(),b.s(),b.cl(),b.st())
try: b.nope()
except AttributeError as e: print(e)
def f(a,b=2,/,c=3,*d,e,g=6): return (a,b,c,d,e,g)
for call in ("f(1,e=5)","f(1,2,3,4,5,e=1)","f(1,c=9,e=0)","f(1,2,c=3,e=1,g=2)","f()","f(1)","f(1,b=2,e=1)","f(1,2,3,c=4,e=1)","f(1,zz=1,e=1)","f(*range(3),e=1)","f(*range(3),**{'e':1})"):
    try: print(call, eval(call))
    except TypeError as e: print(call, e)
def h(*, a, b=1): return a,b
for call in ("h(a=1)","h(b=2)","h(1)","h(b=2,a=3)"):
    try: print(call, eval(call))
    except TypeError as e: print(call, e)
class P:
    def __init__(self): self._x=1
    @property
    def x(self): return self._x
    @property
    def bad(self): raise AttributeError("inner")
    def __getitem__(self,k):
        if k=="e": raise KeyError(k)
        return k*2
    def __setitem__(self,k,v): self._x=(k,v); return 99
p=P()
for i in range(5):
    print(p.x, p[i], end=" ")
    p[i]=i+1
    p[i]=i
    try: p.bad
    except AttributeError as e: print(repr(e))
    try: p["e"]
    except KeyError as e: print(repr(e))
m=p.__getitem__
print([m(3) for _ in range(3)])
bm=b.m2
def callit(fn,*a): return fn(*a)
print(callit(bm), bm())
import traceback
def t1(): raise ValueError("x")
def t2():
    t1()
try: t2()
except ValueError as e: print([ (f.name,f.lineno) for f in traceback.extract_tb(e.__traceback__)])
class CM:
    def __enter__(self): return 5
    def __exit__(self,*a): print(a[0]); return True
with CM() as v: print(v); raise KeyError
with CM() as v: pass
def gm():
    bm2 = b.m2
    yield bm2()
    yield bm2()
print(list(gm()))
# expect: ((1, 2), {'q': 1}) (1, (), 5) (2, (), 5) (2, (3, 4), 5) (2, (), 9) B B 4 <class 'super'> 3
# expect: 'super' object has no attribute 'nope'
# expect: f(1,e=5) (1, 2, 3, (), 5, 6)
# expect: f(1,2,3,4,5,e=1) (1, 2, 3, (4, 5), 1, 6)
# expect: f(1,c=9,e=0) (1, 2, 9, (), 0, 6)
# expect: f(1,2,c=3,e=1,g=2) (1, 2, 3, (), 1, 2)
# expect: f() f() missing 1 required positional argument: 'a'
# expect: f(1) f() missing 1 required keyword-only argument: 'e'
# expect: f(1,b=2,e=1) f() got some positional-only arguments passed as keyword arguments: 'b'
# expect: f(1,2,3,c=4,e=1) f() got multiple values for argument 'c'
# expect: f(1,zz=1,e=1) f() got an unexpected keyword argument 'zz'
# expect: f(*range(3),e=1) (0, 1, 2, (), 1, 6)
# expect: f(*range(3),**{'e':1}) (0, 1, 2, (), 1, 6)
# expect: h(a=1) (1, 1)
# expect: h(b=2) h() missing 1 required keyword-only argument: 'a'
# expect: h(1) h() takes 0 positional arguments but 1 was given
# expect: h(b=2,a=3) (3, 2)
# expect: 1 0 AttributeError('inner')
# expect: KeyError('e')
# expect: (0, 0) 2 AttributeError('inner')
# expect: KeyError('e')
# expect: (1, 1) 4 AttributeError('inner')
# expect: KeyError('e')
# expect: (2, 2) 6 AttributeError('inner')
# expect: KeyError('e')
# expect: (3, 3) 8 AttributeError('inner')
# expect: KeyError('e')
# expect: [6, 6, 6]
# expect: (2, (3, 4), 5) (2, (3, 4), 5)
# expect: [('<module>', 61), ('t2', 60), ('t1', 58)]
# expect: 5
# expect: <class 'KeyError'>
# expect: None
# expect: [(2, (3, 4), 5), (2, (3, 4), 5)]
