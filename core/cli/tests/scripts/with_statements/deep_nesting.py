# Twenty nested blocks, and hundreds of managers one after another, unwind in order.
log = []

class Ctx:
    def __init__(self, i): self.i = i
    def __enter__(self): log.append(self.i)
    def __exit__(self, *a): log.append(-self.i)

body = ""
for i in range(1, 19):
    body += "    " * i + f"with Ctx({i}):\n"
body += "    " * 19 + "log.append('body')\n" + "    " * 19 + "return 'done'\n"
space = {"Ctx": Ctx, "log": log}
exec("def f():\n" + body, space)
print(space["f"]())
# expect: done
assert log == [*range(1, 19), "body", *range(-18, 0)]
log.clear()
for i in range(1, 501):
    with Ctx(i), Ctx(i + 1000):
        if i % 2:
            continue
assert len(log) == 2000 and sum(log) == 0

def recurse(n):
    with Ctx(n):
        return recurse(n - 1) + 1 if n else 0

print(recurse(100), log[-1], log[-101])
# expect: 100 -100 0
