# `and` and `or` give one of their operands and evaluate no more than needed.
log = []

def v(x):
    log.append(x)
    return x

print(v(0) or v("") or v("end") or v("unreached"))
# expect: end
print(log)
# expect: [0, '', 'end']
log.clear()
print(v(1) and v([]) and v("unreached"))
# expect: []
print(log)
# expect: [1, []]
print(None or 0, 1 and 2 or 3, 0 and 1 or 2)
# expect: 0 2 2
print([] or {} or (), not [], not [0])
# expect: () True False
