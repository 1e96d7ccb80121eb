# Lists compare element by element, then by length.
print([1, 2] == [1, 2], [1, 2] == [1, 2, 3], [1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], [2] > [1, 9], [1] == (1,), [1] != 1, [[1], [2]] == [[1], [2]])
# expect: True False True True True True False True True
print([1, "a"] == [1, "a"], [1, "a"] < [2, 5], [float("nan")] == [float("nan")], [1.0, True] == [1, 1], [1] <= [1], [1, 2] >= [1])
# expect: True True False True True True
try:
    [1, "a"] < [1, 5]
except TypeError as e:
    print(e)
    # expect: '<' not supported between instances of 'str' and 'int'
try:
    [1] < (1,)
except TypeError as e:
    print(e)
    # expect: '<' not supported between instances of 'list' and 'tuple'
log = []
class E:
    def __init__(self, n): self.n = n
    def __eq__(self, o): log.append(self.n); return self.n == o.n
print([E(1), E(2), E(3)] == [E(1), E(9), E(3)], log)
# expect: False [1, 2]
try:
    hash([])
except TypeError as e:
    print(e)
    # expect: unhashable type: 'list'
e = E(1)
log.clear()
print([e] == [e], log, e in [e], log)
# expect: True [] True []
