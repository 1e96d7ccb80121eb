# Unlimited recursion ends in RecursionError, and the program goes on.
def f(n):
    return f(n + 1)

for _ in range(3):
    try:
        f(0)
    except RecursionError as e:
        print(type(e).__name__, str(e).startswith("maximum recursion depth exceeded"))
# expect: RecursionError True
# expect: RecursionError True
# expect: RecursionError True

def depth():
    try:
        return depth() + 1
    except RecursionError:
        return 1

d = depth()
print(d > 100, isinstance(RecursionError(), RuntimeError))
# expect: True True

def g(n): return 0 if n == 0 else 1 + h(n - 1)
def h(n): return 0 if n == 0 else 1 + g(n - 1)
print(g(300))
# expect: 300
try:
    (lambda s: s(s))(lambda s: s(s))
except RecursionError:
    print("lambda")
    # expect: lambda
