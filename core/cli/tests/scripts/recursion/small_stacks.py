# mode: main-only (the stack size of threads is the process's)
# On a thread with a small stack everything that recurses ends in RecursionError, whatever sys.setrecursionlimit allows.
import copy, functools, itertools, json, marshal, pickle, re, sys, threading

def nest(make, n, x=None):
    for _ in range(n):
        x = make(x)
    return x

def attempt(action, *args):
    try:
        action(*args)
    except (RecursionError, MemoryError, ValueError, TypeError):
        return True

class Endless:
    def __init__(self): Endless()
class Forwards:
    def __getattr__(self, name): return getattr(self, name)
    def __call__(self): return self()
    def __repr__(self): return repr([self])
    def __eq__(self, other): return [self] == [other]
    def __hash__(self): return hash((self,))
    def __lt__(self, other): return sorted([self, other])
    def __iter__(self): return iter(list(self))

def sort_key(x): return sorted([1, 2], key=sort_key)
def replaced(m): return re.sub("a", replaced, "a")
def default(x): return json.dumps(object(), default=default)
def evaluated(): return eval("evaluated()")
def mapped(x): return list(map(mapped, [x]))
def reduced(a, b): return functools.reduce(reduced, [1, 2])
@functools.cache
def cached(n): return cached(n + 1)
def delegating(n):
    yield from delegating(n + 1)

def main():
    f = Forwards()
    deep, other = nest(lambda x: [x], 50_000), nest(lambda x: [x], 50_000)
    for action in (Endless, lambda: f.x, f, lambda: repr(f), lambda: f == 1, lambda: hash(f), lambda: f < f, lambda: iter(f), lambda: sort_key(1), lambda: replaced(1),
                   lambda: default(1), evaluated, lambda: mapped(1), lambda: reduced(1, 2), lambda: cached(0), lambda: next(delegating(0)), lambda: copy.deepcopy(deep)):
        assert attempt(action), action
    for action in (lambda: repr(deep), lambda: deep == other, lambda: json.dumps(deep), lambda: pickle.dumps(deep), lambda: marshal.dumps(deep), lambda: deep < other,
                   lambda: next(nest(lambda i: map(int, i), 50_000, iter([1]))), lambda: compile("(" * 150 + ")" * 150, "", "eval"), lambda: compile("with " + "a, " * 5_000 + "a: pass", "", "exec"),
                   lambda: compile("-" * 5_000 + "1", "", "eval"), lambda: isinstance(1, nest(lambda x: (x,), 50_000, int))):
        try:
            attempt(action)
        except (SyntaxError, MemoryError):
            pass

# Others crash with less.
small = 256 * 1024 if "debug" not in sys.executable else 4 << 20
threading.stack_size(small if "Heddle" in sys.version else 16 << 20)
limit = sys.getrecursionlimit()
sys.setrecursionlimit(20_000)
failed = []
threading.excepthook = failed.append
t = threading.Thread(target=main)
t.start()
t.join()
sys.setrecursionlimit(limit)
threading.stack_size(0)
print(failed)
# expect: []
