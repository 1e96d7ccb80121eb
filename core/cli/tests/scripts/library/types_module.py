# types: names of internal types, SimpleNamespace, MappingProxyType, MethodType, new_class.
import types

def f(): yield

print(isinstance(f, types.FunctionType), isinstance(f(), types.GeneratorType), isinstance(len, types.BuiltinFunctionType), isinstance(f.__code__, types.CodeType), isinstance(types, types.ModuleType), types.NoneType, isinstance([].append, types.BuiltinMethodType), isinstance(int | str, types.UnionType), isinstance(list[int], types.GenericAlias), types.EllipsisType, isinstance((lambda x: lambda: x)(1).__closure__[0], types.CellType))
# expect: True True True True True <class 'NoneType'> True True True <class 'ellipsis'> True
ns = types.SimpleNamespace(a=1, b="x")
ns.c = [2]
print(ns, ns == types.SimpleNamespace(a=1, b="x", c=[2]), vars(ns), types.SimpleNamespace({"k": 1}).k)
# expect: namespace(a=1, b='x', c=[2]) True {'a': 1, 'b': 'x', 'c': [2]} 1
d = {"k": 1}
p = types.MappingProxyType(d)
d["new"] = 2
print(p["new"], len(p), p | {"z": 3}, p == d, list(p), p.copy() is d)
# expect: 2 2 {'k': 1, 'new': 2, 'z': 3} True ['k', 'new'] False
m = types.MethodType(lambda self, x: (self, x), "receiver")
print(m(5), m.__self__)
# expect: ('receiver', 5) receiver
K = types.new_class("K", (list,), {}, lambda ns: ns.update(x=5))
print(K.x, K.__mro__[1].__name__, types.resolve_bases((list[int],)), types.prepare_class("Z")[0] is type, types.get_original_bases(K))
# expect: 5 list (<class 'list'>,) True (<class 'list'>,)

class V:
    @types.DynamicClassAttribute
    def v(self): return "instance only"

print(V().v, types.coroutine(f) is not None)
# expect: instance only True
for bad in (lambda: p.__setitem__("a", 1), lambda: exec("p['a'] = 1", {"p": p}), lambda: types.MappingProxyType(5), lambda: types.MethodType(5, 1), lambda: types.MethodType(f, None), lambda: ns.nope, lambda: V.v, lambda: types.SimpleNamespace(1, 2)):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: AttributeError 'mappingproxy' object has no attribute '__setitem__'
# expect: TypeError 'mappingproxy' object does not support item assignment
# expect: TypeError mappingproxy() argument must be a mapping, not int
# expect: TypeError first argument must be callable
# expect: TypeError instance must not be None
# expect: AttributeError 'types.SimpleNamespace' object has no attribute 'nope'
# expect: AttributeError
# expect: TypeError SimpleNamespace expected at most 1 argument, got 2
