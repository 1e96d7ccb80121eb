# The special methods of strings, called directly.
print("a".__add__("b"), "abc".__contains__("b"), "a".__eq__("a"), "a".__eq__(5), "a".__lt__("b"), "a".__lt__(5), "abc".__getitem__(1), "ab".__len__(), "ab".__mul__(2), "ab".__rmul__(2), "%s".__mod__(5), "x".__rmod__("%s"), "a".__ne__("b"), "a".__ge__("a"))
# expect: ab True True NotImplemented True NotImplemented b 2 abab abab 5 x True True
print("abc".__getnewargs__(), "a".__format__(">3"), "a".__str__(), "a".__repr__(), "a".__sizeof__() > 0, list("ab".__iter__()), "a".__hash__() == hash("a"), "x".__rmod__(5))
# expect: ('abc',)   a a 'a' True ['a', 'b'] True NotImplemented
for bad in (lambda: "a".__add__(5), lambda: "a".__contains__(5), lambda: "a".__getitem__("x"), lambda: "a".__mul__("b"), lambda: "a".__radd__("b")):
    try:
        print(bad())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
# expect: TypeError can only concatenate str (not "int") to str
# expect: TypeError 'in <string>' requires string as left operand, not int
# expect: TypeError string indices must be integers, not 'str'
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: AttributeError 'str' object has no attribute '__radd__'
