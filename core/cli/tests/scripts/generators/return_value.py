# A generator's return value is StopIteration.value, whatever its type.
def returns(v):
    return v
    yield

for value in (None, 5, (1, 2), StopIteration(3), ValueError("v"), []):
    try:
        next(returns(value))
    except StopIteration as e:
        print(repr(e.value), e.value is value, len(e.args))
# expect: None True 0
# expect: 5 True 1
# expect: (1, 2) True 1
# expect: StopIteration(3) True 1
# expect: ValueError('v') True 1
# expect: [] True 1

def collect():
    results = []
    for v in (1, (2, 3), ValueError("e")):
        results.append((yield from returns(v)))
    return results

try:
    next(collect())
except StopIteration as e:
    print(e.value)
    # expect: [1, (2, 3), ValueError('e')]
print([x for x in returns("ignored")], list(returns(1)), next(returns(1), "default"))
# expect: [] [] default
