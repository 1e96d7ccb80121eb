# In-place operators name themselves in their errors.
def attempt(text):
    space = {"i": 1, "s": "a", "l": [1], "n": None, "d": {}, "f": 1.5, "t": (1,)}
    try:
        exec(text, space)
    except TypeError as e:
        print(text, "|", e)

for op in "+= -= *= /= //= %= **= @= <<= >>= &= |= ^=".split():
    attempt(f"i {op} n")
# expect: i += n | unsupported operand type(s) for +=: 'int' and 'NoneType'
# expect: i -= n | unsupported operand type(s) for -=: 'int' and 'NoneType'
# expect: i *= n | unsupported operand type(s) for *=: 'int' and 'NoneType'
# expect: i /= n | unsupported operand type(s) for /=: 'int' and 'NoneType'
# expect: i //= n | unsupported operand type(s) for //=: 'int' and 'NoneType'
# expect: i %= n | unsupported operand type(s) for %=: 'int' and 'NoneType'
# expect: i **= n | unsupported operand type(s) for **=: 'int' and 'NoneType'
# expect: i @= n | unsupported operand type(s) for @=: 'int' and 'NoneType'
# expect: i <<= n | unsupported operand type(s) for <<=: 'int' and 'NoneType'
# expect: i >>= n | unsupported operand type(s) for >>=: 'int' and 'NoneType'
# expect: i &= n | unsupported operand type(s) for &=: 'int' and 'NoneType'
# expect: i |= n | unsupported operand type(s) for |=: 'int' and 'NoneType'
# expect: i ^= n | unsupported operand type(s) for ^=: 'int' and 'NoneType'
attempt("s += 1")
# expect: s += 1 | can only concatenate str (not "int") to str
attempt("s -= 'a'")
# expect: s -= 'a' | unsupported operand type(s) for -=: 'str' and 'str'
attempt("l += 1")
# expect: l += 1 | 'int' object is not iterable
attempt("l -= [1]")
# expect: l -= [1] | unsupported operand type(s) for -=: 'list' and 'list'
attempt("t += [1]")
# expect: t += [1] | can only concatenate tuple (not "list") to tuple
attempt("d |= 5")
# expect: d |= 5 | 'int' object is not iterable
attempt("f <<= 1")
# expect: f <<= 1 | unsupported operand type(s) for <<=: 'float' and 'int'
attempt("n += 1")
# expect: n += 1 | unsupported operand type(s) for +=: 'NoneType' and 'int'
attempt("l *= 'a'")
# expect: l *= 'a' | can't multiply sequence by non-int of type 'str'
attempt("s *= 's'")
# expect: s *= 's' | can't multiply sequence by non-int of type 'str'
