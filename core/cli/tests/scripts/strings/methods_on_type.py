# Methods called through the type, with wrong receivers and wrong arguments.
print(str.upper("a"), str.join(",", ["a", "b"]), list(map(str.strip, [" a ", "b "])), sorted(["b", "A"], key=str.lower), "{}".format is not None)
# expect: A a,b ['a', 'b'] ['A', 'b'] True
for bad in (lambda: str.upper(5), lambda: str.upper(), lambda: "a".upper(1), lambda: "a".nosuch(), lambda: str.nosuch, lambda: "a".split(sep=1), lambda: "a".split(bad=1), lambda: "a".splitlines(keepends=1, x=2), lambda: "a".encode(encoding="ascii", errors="strict", z=1), lambda: "a".startswith(), lambda: "a".find(), lambda: "a".upper.nosuch):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: TypeError descriptor 'upper' for 'str' objects doesn't apply to a 'int' object
# expect: TypeError unbound method str.upper() needs an argument
# expect: TypeError str.upper() takes no arguments (1 given)
# expect: AttributeError 'str' object has no attribute 'nosuch'
# expect: AttributeError type object 'str' has no attribute 'nosuch'
# expect: TypeError must be str or None, not int
# expect: TypeError split() got an unexpected keyword argument 'bad'
# expect: TypeError splitlines() takes at most 1 keyword argument (2 given)
# expect: TypeError encode() takes at most 2 keyword arguments (3 given)
# expect: TypeError startswith expected at least 1 argument, got 0
# expect: TypeError find expected at least 1 argument, got 0
# expect: AttributeError 'builtin_function_or_method' object has no attribute 'nosuch'
