# Threads change a class while others call its methods: each call uses one version or the other.
import threading

class Base:
    value = 0
    def m(self): return ("base", self.value)

class Child(Base):
    pass

def variant(i):
    def m(self): return (i, self.value)
    return m

variants = [variant(i) for i in range(4)]
stop = threading.Event()
errors = []

def change(i):
    for n in range(300):
        Base.value = n
        Base.m = variants[i]
        setattr(Child, f"extra{i}", n)
        if n % 10 == 0:
            Child.m = variants[i]
            try:
                del Child.m
            except AttributeError:
                pass

def call():
    c = Child()
    while not stop.is_set():
        who, value = c.m()
        if who not in ("base", 0, 1, 2, 3) or value not in range(300):
            errors.append((who, value))
        isinstance(c, Base), issubclass(Child, Base)

callers = [threading.Thread(target=call) for _ in range(4)]
changers = [threading.Thread(target=change, args=(i,)) for i in range(4)]
for t in callers + changers: t.start()
for t in changers: t.join()
stop.set()
for t in callers: t.join()
assert not errors, errors[:3]
assert Base.value == 299 and all(getattr(Child, f"extra{i}") == 299 for i in range(4))
