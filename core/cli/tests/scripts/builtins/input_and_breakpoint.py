# mode: main-only (changes sys.stdin and sys.breakpointhook)
# input() reads a line from sys.stdin; breakpoint() calls sys.breakpointhook.
import io
import sys

sys.stdin = io.StringIO("first\n\nlast")
print([input(), input(), input()])
# expect: ['first', '', 'last']
try:
    input()
except EOFError as e:
    print(e)
# expect: EOF when reading a line
out, sys.stdout = sys.stdout, io.StringIO()
sys.stdin = io.StringIO("answer\n")
got = input("prompt> ")
shown, sys.stdout = sys.stdout.getvalue(), out
print(got, repr(shown))
# expect: answer 'prompt> '
del sys.stdin
try:
    input()
except RuntimeError as e:
    print(e)
# expect: lost sys.stdin
sys.breakpointhook = lambda *args, **kw: print("hook", args, kw)
breakpoint(1, b=2)
# expect: hook (1,) {'b': 2}
del sys.breakpointhook
try:
    breakpoint()
except RuntimeError as e:
    print(e)
# expect: lost sys.breakpointhook
