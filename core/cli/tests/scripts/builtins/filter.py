# filter keeps true results; with None it keeps true elements.
print(list(filter(None, [0, 1, "", "a", [], [0], None])), list(filter(lambda x: x % 2, range(6))), list(filter(str.isdigit, "a1b2")), list(filter(None, "")), list(filter([1, 2].__contains__, [0, 1, 2, 3])))
# expect: [1, 'a', [0]] [1, 3, 5] ['1', '2'] [] [1, 2]
log = []
f = filter(lambda x: log.append(x) or x > 1, [1, 2, 3])
print(log, next(f), log, next(f), next(f, "end"))
# expect: [1, 2, 3] 2 [1, 2, 3] 3 end

class Truth:
    def __init__(self, v): self.v = v
    def __bool__(self):
        if self.v is None: raise ValueError("no truth")
        return self.v

print(len(list(filter(None, [Truth(True), Truth(False)]))))
# expect: 1
for bad in (lambda: filter(None), lambda: filter(None, 5), lambda: list(filter(5, [1])), lambda: list(filter(None, [Truth(None)]))):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(e)
# expect: filter expected 2 arguments, got 1
# expect: 'int' object is not iterable
# expect: 'int' object is not callable
# expect: no truth
