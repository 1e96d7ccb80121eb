# Dicts are equal if they have equal items, whatever their order and type.
print({1: 2} == {1.0: 2.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {1: 2} == {1: 3}, {1: 2} == {}, {} == [], {} != 5, {"a": {"b": [1]}} == {"a": {"b": [1]}})
# expect: True True False False False True True
nan = float("nan")
print({1: nan} == {1: nan}, {1: float("nan")} == {1: float("nan")})
# expect: True False

class D(dict): pass

print(D(a=1) == {"a": 1}, {"a": 1} == D(a=1))
# expect: True True
for bad in (lambda: {} < {}, lambda: {1: 1} >= {}, lambda: hash({}), lambda: sorted([{}, {}])):
    try:
        bad()
    except TypeError as e:
        print(e)
# expect: '<' not supported between instances of 'dict' and 'dict'
# expect: '>=' not supported between instances of 'dict' and 'dict'
# expect: unhashable type: 'dict'
# expect: '<' not supported between instances of 'dict' and 'dict'
a = {}
a["self"] = a
b = {}
b["self"] = b
print(a == a)
# expect: True
try:
    a == b
except RecursionError:
    print("RecursionError")
    # expect: RecursionError
