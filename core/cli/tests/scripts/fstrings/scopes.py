# Fields see locals, free variables, class names and comprehension variables.
x = "global"

def f():
    x = "local"
    def g(): return f"{x} {[f'{x}{i}' for i in range(2)]}"
    return g()

class C:
    x = "class"
    text = f"{x} {__qualname__}"
    def m(self): return f"{x} {self.x} {__class__.__name__}"

print(f(), C.text, C().m())
# expect: local ['local0', 'local1'] class C global class C
print([f"{i}{j}" for i in range(2) for j in "ab"], {f"k{i}": f"{i:>2}" for i in range(2)})
# expect: ['0a', '0b', '1a', '1b'] {'k0': ' 0', 'k1': ' 1'}
def gen():
    got = f"{(yield 1)}-{(yield 2)}"
    yield got
g = gen()
print(next(g), g.send("a"), g.send("b"))
# expect: 1 2 a-b
def default(v=f"{x!r}"): return v
print(default())
# expect: 'global'
print((lambda n: f"{n:>{n}}")(4))
# expect:    4
