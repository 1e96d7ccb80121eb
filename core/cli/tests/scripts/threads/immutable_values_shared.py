# Ints, strings, tuples and frozensets read and made by many threads stay what they are.
import threading

big = 3 ** 500
text = "é日😀" * 100
nested = tuple((i, str(i), float(i), (i,)) for i in range(200))
frozen = frozenset(range(200))
expected = hash(nested), hash(frozen), hash(text), big % 1000007, len(text.encode())
gate = threading.Barrier(8)
bad = []

def work(i):
    gate.wait()
    for n in range(60):
        mine = tuple((i, str(i), float(i), (i,)) for i in range(200))
        got = hash(mine), hash(frozenset(range(200))), hash("é日😀" * 100), 3 ** 500 % 1000007, len(text.encode())
        if got != expected or mine != nested or sum(x[0] for x in nested) != 19900 or "".join(x[1] for x in nested[:10]) != "0123456789":
            bad.append(i)
        if (big * (n + 1)) // (n + 1) != big or text[n] != "é日😀"[n % 3] or (n in frozen) is not True:
            bad.append(i)

threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
for t in threads: t.start()
for t in threads: t.join()
print(bad)
# expect: []
