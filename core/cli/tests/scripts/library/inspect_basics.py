# inspect: signatures, binding, predicates, members, source-free introspection.
import inspect

def f(a, /, b: int = 1, *args, c, d="x", **kw) -> str: pass

sig = inspect.signature(f)
print(sig, list(sig.parameters), sig.return_annotation, sig.parameters["b"].default, sig.parameters["a"].kind.name, sig.parameters["args"].kind.name, sig.parameters["d"].annotation is inspect.Parameter.empty)
# expect: (a, /, b: int = 1, *args, c, d='x', **kw) -> str ['a', 'b', 'args', 'c', 'd', 'kw'] <class 'str'> 1 POSITIONAL_ONLY VAR_POSITIONAL True
bound = sig.bind(1, 2, 3, c=4, e=5)
bound.apply_defaults()
print(bound.arguments, bound.args, bound.kwargs)
# expect: {'a': 1, 'b': 2, 'args': (3,), 'c': 4, 'd': 'x', 'kw': {'e': 5}} (1, 2, 3) {'c': 4, 'd': 'x', 'e': 5}
for bad in (lambda: sig.bind(), lambda: sig.bind(1), lambda: inspect.signature(5), lambda: inspect.signature(lambda x: x).bind(1, 2)):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: missing a required argument: 'a'
# expect: missing a required argument: 'c'
# expect: 5 is not a callable object
# expect: too many positional arguments

class C:
    "doc"
    attr = 1
    def m(self, x): pass
    @classmethod
    def c(cls, y): pass
    @staticmethod
    def s(z): pass
    @property
    def p(self): pass

print(inspect.signature(C.m), inspect.signature(C().m), inspect.signature(C.c), inspect.signature(C.s), inspect.signature(C), inspect.getdoc(C))
# expect: (self, x) (x) (y) (z) () doc
async def co(): pass
def gen(): yield
async def agen(): yield
print(inspect.isfunction(f), inspect.isclass(C), inspect.ismethod(C().m), inspect.isbuiltin(len), inspect.iscoroutinefunction(co), inspect.isgeneratorfunction(gen), inspect.isasyncgenfunction(agen), inspect.isgenerator(gen()), inspect.ismodule(inspect), inspect.isdatadescriptor(C.p))
# expect: True True True True True True True True True True
print([n for n, v in inspect.getmembers(C) if not n.startswith("__")], inspect.getmro(C)[1], inspect.getattr_static(C, "c").__class__.__name__, inspect.unwrap(f) is f, inspect.getfullargspec(f).args, inspect.currentframe().f_code.co_name, inspect.cleandoc("a\n   b\n   c"))
# expect: ['attr', 'c', 'm', 'p', 's'] <class 'object'> classmethod True ['a', 'b'] <module> a
# expect: b
# expect: c
g = gen()
print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorstate(g), inspect.getclosurevars(lambda: f).globals.keys())
# expect: GEN_CREATED None GEN_SUSPENDED dict_keys(['f'])
