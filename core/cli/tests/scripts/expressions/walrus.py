# Assignment expressions bind in the enclosing function, also from inside comprehensions.
if (n := len("four")) > 3:
    print(n)
    # expect: 4
print([y := 1, y ** 2, y + 1], y)
# expect: [1, 1, 2] 1
print([last := i for i in range(5)], last)
# expect: [0, 1, 2, 3, 4] 4
any((hit := w).startswith("c") for w in ("apple", "cherry", "date"))
print(hit)
# expect: cherry

def f():
    total = 0
    partial = [total := total + v for v in (1, 2, 3)]
    return partial, total

print(f())
# expect: ([1, 3, 6], 6)
values = iter([3, 2, 1, 0, 9])
while (v := next(values)):
    print("v", v)
# expect: v 3
# expect: v 2
# expect: v 1
