f = lambda *a, b=1, **k: (yield)
g = [lambda: i for i in range(3)]
