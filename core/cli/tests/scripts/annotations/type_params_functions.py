# Generic functions: type parameters, bounds, constraints, defaults, scopes.
def first[T](xs: list[T]) -> T:
    return xs[0]

print(first([1, 2]), first.__type_params__, first.__annotations__)
# expect: 1 (T,) {'xs': list[T], 'return': T}
T = first.__type_params__[0]
print(T.__name__, T, T.__bound__, T.__constraints__, type(T).__name__, T.__module__, T.__covariant__, T.__infer_variance__)
# expect: T T None () TypeVar typing False True

def many[A: int, B: (str, bytes), *Ts, **P, D = list](a: A, *args: *Ts) -> B: pass

A, B, Ts, P, D = many.__type_params__
print(A.__bound__, B.__constraints__, Ts, P, D.__default__, type(Ts).__name__, type(P).__name__, D.has_default(), A.has_default())
# expect: <class 'int'> (<class 'str'>, <class 'bytes'>) Ts P <class 'list'> TypeVarTuple ParamSpec True False

def lazy[X: undefined_bound](): pass

try:
    lazy.__type_params__[0].__bound__
except NameError as e:
    print(e)
    # expect: name 'undefined_bound' is not defined
undefined_bound = float
print(lazy.__type_params__[0].__bound__)
# expect: <class 'float'>

def scope[Q](x: Q):
    return Q

print(scope(1) is scope.__type_params__[0], "Q" in globals())
# expect: True False
try:
    def bad[Z](x=Z): pass
except NameError as e:
    print(e)
    # expect: name 'Z' is not defined
