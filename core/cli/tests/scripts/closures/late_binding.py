# A closure sees its variable's value of the moment it runs, not of the moment it was made.
def f():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
    first = [g() for g in fs]
    i = "rebound"
    return first, [g() for g in fs]

print(f())
# expect: ([2, 2, 2], ['rebound', 'rebound', 'rebound'])

def bound():
    return [lambda i=i: i for i in range(3)]

print([g() for g in bound()])
# expect: [0, 1, 2]

def factory():
    def make(i):
        return lambda: i
    return [make(i) for i in range(3)]

print([g() for g in factory()])
# expect: [0, 1, 2]
