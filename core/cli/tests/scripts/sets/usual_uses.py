# Deduplication, difference of words, reachable states, power sets.
words = "to be or not to be that is the question".split()
print(len(set(words)), [w for i, w in enumerate(words) if w not in words[:i]], sorted(set(words) - {"to", "be"}), sorted({len(w) for w in words}))
# expect: 8 ['to', 'be', 'or', 'not', 'that', 'is', 'the', 'question'] ['is', 'not', 'or', 'question', 'that', 'the'] [2, 3, 4, 8]
def reach(start, step):
    seen, todo = set(), [start]
    while todo:
        s = todo.pop()
        if s not in seen:
            seen.add(s)
            todo += step(s)
    return seen
print(sorted(reach(1, lambda n: [n * 2, n + 3] if n < 12 else [])))
# expect: [1, 2, 4, 5, 7, 8, 10, 11, 13, 14, 16, 20, 22]
def powerset(items):
    out = [frozenset()]
    for x in items:
        out += [s | {x} for s in out]
    return out
p = powerset("abc")
print(len(p), len(set(p)), sorted("".join(sorted(s)) for s in p))
# expect: 8 8 ['', 'a', 'ab', 'abc', 'ac', 'b', 'bc', 'c']
def pangram(s): return set("abcdefghijklmnopqrstuvwxyz") <= set(s.lower())
print(pangram("The quick brown fox jumps over the lazy dog"), pangram("nope"))
# expect: True False
vowels = frozenset("aeiou")
print("".join(c for c in "comprehension" if c not in vowels), all(map(vowels.__contains__, "aei")), vowels.isdisjoint("xyz"))
# expect: cmprhnsn True True
