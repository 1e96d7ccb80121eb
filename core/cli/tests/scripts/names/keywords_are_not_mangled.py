# Names of keyword arguments and of attributes in class patterns stay as they are written.
def f(**k): return k
class A:
    def m(self): return f(__x=1), f(**{'a':1}, __y=2), f(__z=1, __w__=2)
print(A().m())
class B:
    def g(self, *, __k=1): return __k
    def m(self): return self.g(_B__k=5)
print(B().m())
try: 
    class C:
        def g(self, __k): return __k
        def m(self): return self.g(__k=5)
    print(C().m())
except TypeError as e: print(e)
class P: pass
p = P(); setattr(p,'__x',1); setattr(p,'_A__x',2)
class A:
    def m(self):
        match p:
            case P(__x=v): return v
print(A().m())
# expect: ({'__x': 1}, {'a': 1, '__y': 2}, {'__z': 1, '__w__': 2})
# expect: 5
# expect: C.g() got an unexpected keyword argument '__k'
# expect: 1
