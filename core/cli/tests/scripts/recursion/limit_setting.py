# mode: main-only (the recursion limit belongs to the interpreter)
# sys.setrecursionlimit moves the limit both ways; a limit below the current depth is refused.
import sys

def depth():
    try:
        return depth() + 1
    except RecursionError:
        return 1

old = sys.getrecursionlimit()
sys.setrecursionlimit(200)
low = depth()
sys.setrecursionlimit(5000)
high = depth()
print(low < 250, high > 2000, high < 5100)
# expect: True True True

def at_depth(n):
    return at_depth(n - 1) if n else sys.setrecursionlimit(50)

try:
    at_depth(100)
except RecursionError as e:
    print(str(e)[:45])
    # expect: cannot set the recursion limit to 50 at the r
for bad in (0, -1, "x", 2 ** 40):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError, OverflowError) as e:
        print(type(e).__name__)
# expect: ValueError
# expect: ValueError
# expect: TypeError
# expect: OverflowError
sys.setrecursionlimit(old)
print(sys.getrecursionlimit() == old)
# expect: True
