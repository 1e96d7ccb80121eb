# mode: main-only (signals)
# What the fuzzer has found, one after the other.
import io, signal, time

def raised(f, *args):
    try:
        f(*args)
    except Exception as e:
        return type(e).__name__

# A mode that is no str; it was not looked at.
print(raised(io.FileIO, "/dev/null", {}), raised(io.FileIO, 0, b"r"))
# expect: TypeError TypeError

# Natives that go through an endless iterator of Python's heed signals.
class Late(Exception):
    pass

def late(*args):
    raise Late

class Endless:
    def __getitem__(self, i):
        return i

old = signal.signal(signal.SIGALRM, late)
for f in (lambda: -1 in Endless(), lambda: max(map(lambda x: x, Endless())), lambda: any(x is f for x in Endless()), lambda: all(map(lambda x: 1, Endless()))):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    print(raised(f))
signal.signal(signal.SIGALRM, old)
# expect: Late
# expect: Late
# expect: Late
# expect: Late
