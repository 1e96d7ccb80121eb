# A variable reaches through many levels of functions that do not name it.
def a():
    x = [0]

    def b():
        def c():
            def d():
                class E:
                    def f(self):
                        return [(lambda: x)() for _ in range(1)][0]
                return E().f()
            return d
        return c
    return b()()(), x

inner, outer = a()
print(inner is outer)
# expect: True
source = "def f0(v):\n"
for i in range(1, 15):
    source += "  " * i + f"def f{i}():\n"
source += "  " * 15 + "nonlocal v; v += 1; return v\n"
for i in range(14, 0, -1):
    source += "  " * i + f"return f{i}()\n"
space = {}
exec(source, space)
print(space["f0"](41))
# expect: 42
