# What type parameter lists may not contain.
for text in ("def f[T, T](): pass", "class C[T](metaclass=(yield)): pass", "def f[T: (yield)](): pass", "type X = (yield)", "def f[T: (x := 1)](): pass", "def f[](): pass", "def f[T = int, U](): pass", "class C[*T: int]: pass", "def f[T](): nonlocal T", "type X[T]: int", "def f[T: await x](): pass", "type X = [(y := 1) for _ in z]", "class C[T]: T = 1", "def f[**P, *Ts](): pass", "lambda[T]: 0"):
    try:
        compile(text, "<t>", "exec")
        print("fine:", text)
    except SyntaxError as e:
        print(e.msg)
# expect: duplicate type parameter 'T'
# expect: yield expression cannot be used within the definition of a generic
# expect: yield expression cannot be used within a TypeVar bound
# expect: yield expression cannot be used within a type alias
# expect: named expression cannot be used within a TypeVar bound
# expect: Type parameter list cannot be empty
# expect: non-default type parameter 'U' follows default type parameter
# expect: cannot use bound with TypeVarTuple
# expect: nonlocal binding not allowed for type parameter 'T'
# expect: invalid syntax
# expect: await expression cannot be used within a TypeVar bound
# expect: assignment expression within a comprehension cannot be used in a type alias
# expect: fine: class C[T]: T = 1
# expect: fine: def f[**P, *Ts](): pass
# expect: invalid syntax
