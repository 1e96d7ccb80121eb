# min and max: arguments or an iterable, key, default, first of equals.
print(min(3, 1, 2), max([3, 1, 2]), min("hello"), max({"a": 1, "b": 0}), min([], default="none"), max((), default=None), max([1, 2], default=0), min(-1, 1, key=abs), max("a", "bb", "cc", key=len), min([5], key=None))
# expect: 1 3 e b none None 2 -1 bb 5
print(max(1, 1.0), max(1.0, 1), min(True, 1), max([1, 2], [1, 3]), min((2, "a"), (1, "z")))
# expect: 1 1.0 True [1, 3] (1, 'z')
for bad in (lambda: min(), lambda: max([]), lambda: min(5), lambda: max(1, "a"), lambda: min(1, 2, default=0), lambda: max([1], key=5), lambda: min([1], foo=1), lambda: max(None)):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: TypeError min expected at least 1 argument, got 0
# expect: ValueError max() iterable argument is empty
# expect: TypeError 'int' object is not iterable
# expect: TypeError '>' not supported between instances of 'str' and 'int'
# expect: TypeError Cannot specify a default for min() with multiple positional arguments
# expect: TypeError 'int' object is not callable
# expect: TypeError min() got an unexpected keyword argument 'foo'
# expect: TypeError 'NoneType' object is not iterable

class Lt:
    log = []
    def __init__(self, v): self.v = v
    def __lt__(self, o): Lt.log.append("lt"); return self.v < o.v
    def __gt__(self, o): Lt.log.append("gt"); return self.v > o.v

print(min(Lt(2), Lt(1)).v, max(Lt(2), Lt(1)).v, Lt.log)
# expect: 1 2 ['lt', 'gt']
