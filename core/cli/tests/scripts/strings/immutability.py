# No operation changes a string; methods return new ones or the same.
s = "Hello"
before = s
for method, args in (("upper", ()), ("replace", ("l", "L")), ("strip", ()), ("center", (20,)), ("title", ()), ("encode", ()), ("join", (["a", "b"],)), ("split", ("l",)), ("swapcase", ())):
    getattr(s, method)(*args)
    assert s == "Hello" and s is before
for action in ("s[0] = 'x'", "del s[0]", "s.x = 1", "del s.upper", "s[1:2] = 'y'"):
    try:
        exec(action)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: TypeError 'str' object does not support item assignment
# expect: TypeError 'str' object doesn't support item deletion
# expect: AttributeError 'str' object has no attribute 'x' and no __dict__ for setting new attributes
# expect: AttributeError 'str' object attribute 'upper' is read-only
# expect: TypeError 'str' object does not support item assignment
t = s
t += "!"
print(s, t)
# expect: Hello Hello!
