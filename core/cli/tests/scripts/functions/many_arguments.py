# Calls with hundreds of arguments and parameters.
args = list(range(300))

def count(*a, **k):
    return len(a), len(k)

print(count(*args), count(**{f"k{i}": i for i in args}))
# expect: (300, 0) (0, 300)
names = ", ".join(f"p{i}" for i in args)
space = {}
exec(f"def f({names}): return p0 + p299, [{names}]", space)
total, everything = space["f"](*args)
print(total, everything == args)
# expect: 299 True
print(eval("count(" + ", ".join(map(str, args)) + ")"))
# expect: (300, 0)
print(eval("(lambda " + names + "=5: p299)(" + ", ".join("0" * 299) + ")"))
# expect: 5
exec(f"def kw(*, {', '.join(f'p{i}={i}' for i in args)}): return p0, p150, p299", space)
print(space["kw"](p150=-1))
# expect: (0, -1, 299)
