# A conditional expression evaluates its test first and only one branch.
log = []

def v(x):
    log.append(x)
    return x

print(v("then") if v(True) else v("else"), log)
# expect: then [True, 'then']
log.clear()
print(v("then") if v(()) else v("else"), log)
# expect: else [(), 'else']
print(1 if False else 2 if False else 3)
# expect: 3
f = lambda n: "neg" if n < 0 else "zero" if n == 0 else "pos"
print([f(n) for n in (-5, 0, 5)])
# expect: ['neg', 'zero', 'pos']
