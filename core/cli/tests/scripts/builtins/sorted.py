# sorted: key, reverse, stability, any iterable, unchanged source.
data = ["pear", "fig", "apple", "kiwi"]
print(sorted(data), sorted(data, key=len), sorted(data, key=len, reverse=True), sorted(data, key=lambda w: (-len(w), w)), data)
# expect: ['apple', 'fig', 'kiwi', 'pear'] ['fig', 'pear', 'kiwi', 'apple'] ['apple', 'pear', 'kiwi', 'fig'] ['apple', 'kiwi', 'pear', 'fig'] ['pear', 'fig', 'apple', 'kiwi']
print(sorted("hello"), sorted({3, 1, 2}), sorted({"b": 1, "a": 2}), sorted((1, 2), reverse=True), sorted(x * x for x in (-3, 1, -2)), sorted([]), sorted([True, 0, 2, False]))
# expect: ['e', 'h', 'l', 'l', 'o'] [1, 2, 3] ['a', 'b'] [2, 1] [1, 4, 9] [] [0, False, True, 2]
people = [("Ann", 30), ("Bob", 25), ("Cy", 30), ("Di", 25)]
print(sorted(people, key=lambda p: p[1]))
# expect: [('Bob', 25), ('Di', 25), ('Ann', 30), ('Cy', 30)]
print(sorted(people, key=lambda p: p[1], reverse=True))
# expect: [('Ann', 30), ('Cy', 30), ('Bob', 25), ('Di', 25)]
calls = []
sorted([3, 1, 2], key=lambda x: calls.append(x) or x)
print(calls)
# expect: [3, 1, 2]
for bad in (lambda: sorted(5), lambda: sorted(), lambda: sorted([1, "a"]), lambda: sorted([1], lambda x: x), lambda: sorted([1], keys=1), lambda: sorted([1j, 2j]), lambda: sorted([None, None])):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: 'int' object is not iterable
# expect: sorted expected 1 argument, got 0
# expect: '<' not supported between instances of 'str' and 'int'
# expect: sorted expected 1 argument, got 2
# expect: sort() got an unexpected keyword argument 'keys'. Did you mean 'key'?
# expect: '<' not supported between instances of 'complex' and 'complex'
# expect: '<' not supported between instances of 'NoneType' and 'NoneType'
