# With the future import annotations are strings.
from __future__ import annotations

def f(a: int, b: list[undefined] = None, *c: x if y else z) -> "quoted": pass

print(f.__annotations__)
# expect: {'a': 'int', 'b': 'list[undefined]', 'c': 'x if y else z', 'return': "'quoted'"}

class C:
    p: int | None
    q: dict[str, (1, 2)] = 5
    r: lambda x: x + 1

print(C.__annotations__)
# expect: {'p': 'int | None', 'q': 'dict[str, (1, 2)]', 'r': 'lambda x: x + 1'}
x: not_evaluated[1:2, ...] = 0
print(__annotations__)
# expect: {'x': 'not_evaluated[1:2, ...]'}
