# Usual uses: counting, grouping, inverting, caching, nested defaults.
text = "the cat and the dog and the bird"
counts = {}
for w in text.split():
    counts[w] = counts.get(w, 0) + 1
print(counts, max(counts, key=counts.get), sorted(counts, key=lambda w: (-counts[w], w)))
# expect: {'the': 3, 'cat': 1, 'and': 2, 'dog': 1, 'bird': 1} the ['the', 'and', 'bird', 'cat', 'dog']
groups = {}
for w in text.split():
    groups.setdefault(len(w), []).append(w)
print(groups, {v: k for k, v in counts.items()})
# expect: {3: ['the', 'cat', 'and', 'the', 'dog', 'and', 'the'], 4: ['bird']} {3: 'the', 1: 'bird', 2: 'and'}
tree = {}
for path in ("a/b/c", "a/b/d", "e"):
    node = tree
    for part in path.split("/"):
        node = node.setdefault(part, {})
print(tree)
# expect: {'a': {'b': {'c': {}, 'd': {}}}, 'e': {}}
graph = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}
def topo(g):
    seen, out = set(), []
    def visit(n):
        if n not in seen:
            seen.add(n)
            for m in g[n]: visit(m)
            out.append(n)
    for n in g: visit(n)
    return out[::-1]
print(topo(graph), {k: sum(k in v for v in graph.values()) for k in graph})
# expect: ['a', 'c', 'b', 'd'] {'a': 0, 'b': 1, 'c': 1, 'd': 2}
