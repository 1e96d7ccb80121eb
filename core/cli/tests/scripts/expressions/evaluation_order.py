# Operands are evaluated left to right; of an assignment the right side comes first.
log = []

def v(x):
    log.append(x)
    return x

v(1) + v(2) * v(3) - v(4)
print(log)
# expect: [1, 2, 3, 4]
log.clear()
d = {}
d[v("key")] = v("value")
print(log)
# expect: ['value', 'key']
log.clear()
{v("k1"): v("v1"), v("k2"): v("v2")}
print(log)
# expect: ['k1', 'v1', 'k2', 'v2']
log.clear()
v(print)(v(1), *v([2]), k := v(3), sep=v("-"), **v({"end": "!\n"}))
# expect: 1-2-3!
print(log[1:])
# expect: [1, [2], 3, '-', {'end': '!\n'}]
log.clear()
v([0, 1, 2])[v(0):v(2):v(1)]
print(log)
# expect: [[0, 1, 2], 0, 2, 1]
