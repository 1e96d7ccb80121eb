# Unsupported operand types, for every operator.
class A: pass

def attempt(text):
    try:
        eval(text, {"A": A, "a": A()})
    except TypeError as e:
        print(text, "|", e)

for op in "+ - * / // % ** @ << >> & | ^".split():
    attempt(f"1 {op} 'a'" if op not in ("*", "%") else f"a {op} 1")
# expect: 1 + 'a' | unsupported operand type(s) for +: 'int' and 'str'
# expect: 1 - 'a' | unsupported operand type(s) for -: 'int' and 'str'
# expect: a * 1 | unsupported operand type(s) for *: 'A' and 'int'
# expect: 1 / 'a' | unsupported operand type(s) for /: 'int' and 'str'
# expect: 1 // 'a' | unsupported operand type(s) for //: 'int' and 'str'
# expect: a % 1 | unsupported operand type(s) for %: 'A' and 'int'
# expect: 1 ** 'a' | unsupported operand type(s) for ** or pow(): 'int' and 'str'
# expect: 1 @ 'a' | unsupported operand type(s) for @: 'int' and 'str'
# expect: 1 << 'a' | unsupported operand type(s) for <<: 'int' and 'str'
# expect: 1 >> 'a' | unsupported operand type(s) for >>: 'int' and 'str'
# expect: 1 & 'a' | unsupported operand type(s) for &: 'int' and 'str'
# expect: 1 | 'a' | unsupported operand type(s) for |: 'int' and 'str'
# expect: 1 ^ 'a' | unsupported operand type(s) for ^: 'int' and 'str'
for op in "< <= > >=".split():
    attempt(f"1 {op} 'a'")
# expect: 1 < 'a' | '<' not supported between instances of 'int' and 'str'
# expect: 1 <= 'a' | '<=' not supported between instances of 'int' and 'str'
# expect: 1 > 'a' | '>' not supported between instances of 'int' and 'str'
# expect: 1 >= 'a' | '>=' not supported between instances of 'int' and 'str'
for op in "+ - ~".split():
    attempt(f"{op}'a'")
# expect: +'a' | bad operand type for unary +: 'str'
# expect: -'a' | bad operand type for unary -: 'str'
# expect: ~'a' | bad operand type for unary ~: 'str'
attempt("[] + ()")
# expect: [] + () | can only concatenate list (not "tuple") to list
attempt("'a' + 1")
# expect: 'a' + 1 | can only concatenate str (not "int") to str
attempt("b'a' + 'a'")
# expect: b'a' + 'a' | can't concat str to bytes
attempt("1 in 1")
# expect: 1 in 1 | argument of type 'int' is not a container or iterable
attempt("'a' in 1")
# expect: 'a' in 1 | argument of type 'int' is not a container or iterable
attempt("1 in 'a'")
# expect: 1 in 'a' | 'in <string>' requires string as left operand, not int
attempt("None + None")
# expect: None + None | unsupported operand type(s) for +: 'NoneType' and 'NoneType'
attempt("a + a")
# expect: a + a | unsupported operand type(s) for +: 'A' and 'A'
attempt("print >> 1")
# expect: print >> 1 | unsupported operand type(s) for >>: 'builtin_function_or_method' and 'int'
attempt("print < 1")
# expect: print < 1 | '<' not supported between instances of 'builtin_function_or_method' and 'int'
attempt("{} | []")
# expect: {} | [] | unsupported operand type(s) for |: 'dict' and 'list'
attempt("'a' * 'b'")
# expect: 'a' * 'b' | can't multiply sequence by non-int of type 'str'
attempt("[1] * 1.0")
# expect: [1] * 1.0 | can't multiply sequence by non-int of type 'float'
attempt("A + A")
# expect: A + A | unsupported operand type(s) for +: 'type' and 'type'
attempt("A | 1")
# expect: A | 1 | unsupported operand type(s) for |: 'type' and 'int'
attempt("1.5 & 1")
# expect: 1.5 & 1 | unsupported operand type(s) for &: 'float' and 'int'
attempt("-None")
# expect: -None | bad operand type for unary -: 'NoneType'
