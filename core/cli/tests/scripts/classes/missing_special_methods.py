# What built-in operations say of an object without the needed method.
class C: pass

c = C()
for name, action in {
    "len": lambda: len(c), "getitem": lambda: c[0], "setitem": lambda: c.__class__ and exec("c[0] = 1", {"c": c}),
    "delitem": lambda: exec("del c[0]", {"c": c}), "call": lambda: c(), "iter": lambda: iter(c), "next": lambda: next(c),
    "in": lambda: 1 in c, "int": lambda: int(c), "float": lambda: float(c), "index": lambda: [1][c], "with": lambda: exec("with c: pass", {"c": c}),
    "neg": lambda: -c, "abs": lambda: abs(c), "round": lambda: round(c), "reversed": lambda: reversed(c), "bytes": lambda: bytes(c),
    "complex": lambda: complex(c), "hex": lambda: hex(c), "divmod": lambda: divmod(c, 1), "pow": lambda: pow(c, 1, 2),
    "class item": lambda: C[0],
}.items():
    try:
        action()
    except TypeError as e:
        print(name, "|", e)
# expect: len | object of type 'C' has no len()
# expect: getitem | 'C' object is not subscriptable
# expect: setitem | 'C' object does not support item assignment
# expect: delitem | 'C' object doesn't support item deletion
# expect: call | 'C' object is not callable
# expect: iter | 'C' object is not iterable
# expect: next | 'C' object is not an iterator
# expect: in | argument of type 'C' is not a container or iterable
# expect: int | int() argument must be a string, a bytes-like object or a real number, not 'C'
# expect: float | float() argument must be a string or a real number, not 'C'
# expect: index | list indices must be integers or slices, not C
# expect: with | 'C' object does not support the context manager protocol (missed __exit__ method)
# expect: neg | bad operand type for unary -: 'C'
# expect: abs | bad operand type for abs(): 'C'
# expect: round | type C doesn't define __round__ method
# expect: reversed | 'C' object is not reversible
# expect: bytes | cannot convert 'C' object to bytes
# expect: complex | complex() argument must be a string or a number, not C
# expect: hex | 'C' object cannot be interpreted as an integer
# expect: divmod | unsupported operand type(s) for divmod(): 'C' and 'int'
# expect: pow | unsupported operand type(s) for ** or pow(): 'C', 'int', 'int'
# expect: class item | type 'C' is not subscriptable
