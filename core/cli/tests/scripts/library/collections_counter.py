# Counter: counting, most_common, arithmetic.
from collections import Counter

c = Counter("mississippi")
print(c, c["s"], c["zz"], c.most_common(2), sorted(c.elements()) == sorted("mississippi"), c.total())
# expect: Counter({'i': 4, 's': 4, 'p': 2, 'm': 1}) 4 0 [('i', 4), ('s', 4)] True 11
c.update("miss")
c.subtract({"i": 10})
print(c["m"], c["i"], +c == Counter({"s": 6, "m": 2, "p": 2}), -c)
# expect: 2 -5 True Counter({'i': 5})
print(Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=5), Counter(a=1) | Counter(a=2, b=1), Counter(a=3) & Counter(a=1, b=1), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2))
# expect: Counter({'a': 4, 'c': 2, 'b': 1}) Counter({'a': 2}) Counter({'a': 2, 'b': 1}) Counter({'a': 1}) True True
del c["m"], c["not there"]
print("m" in c, dict(Counter([1, 1, 2])), Counter(), repr(Counter({"x": 2})))
# expect: False {1: 2, 2: 1} Counter() Counter({'x': 2})
try:
    Counter.fromkeys("ab")
except NotImplementedError as e:
    print(e)
    # expect: Counter.fromkeys() is undefined.  Use Counter(iterable) instead.
