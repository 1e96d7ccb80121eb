# __getattr__ runs only for what is not found; __getattribute__ for everything.
class G:
    present = 1
    def __getattr__(self, name):
        if name.startswith("x"):
            return name.upper()
        raise AttributeError(f"nope: {name}")

g = G()
print(g.present, g.xyz, getattr(g, "abc", "default"))
# expect: 1 XYZ default
try:
    g.abc
except AttributeError as e:
    print(e)
    # expect: nope: abc

class All:
    seen = []
    def __getattribute__(self, name):
        All.seen.append(name)
        return object.__getattribute__(self, name)
    def method(self): return "m"
    def __len__(self): return 3

a = All()
a.method()
len(a)
try:
    a.missing
except AttributeError:
    pass
print(All.seen)
# expect: ['method', 'missing']

class SetDel:
    def __setattr__(self, name, value): self.__dict__[name] = [value]
    def __delattr__(self, name): self.__dict__[name].append("deleted")

s = SetDel()
s.v = 1
del s.v
print(s.v)
# expect: [1, 'deleted']
