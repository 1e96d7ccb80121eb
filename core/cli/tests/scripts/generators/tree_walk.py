# Recursive generators with yield from walk trees in order.
class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right

def insert(root, v):
    if root is None:
        return Node(v)
    if v < root.value:
        root.left = insert(root.left, v)
    else:
        root.right = insert(root.right, v)
    return root

root = None
for v in (50, 20, 70, 10, 30, 60, 80, 65):
    root = insert(root, v)
print(list(root), 60 in root, sum(root))
# expect: [10, 20, 30, 50, 60, 65, 70, 80] True 385

def permutations(items):
    if not items:
        yield []
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield [x, *rest]

print(["".join(p) for p in permutations("abc")], sum(1 for _ in permutations("abcdef")))
# expect: ['abc', 'acb', 'bac', 'bca', 'cab', 'cba'] 720

def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x

print(list(flatten([1, [2, [3, []], 4], [[[[5]]]]])))
# expect: [1, 2, 3, 4, 5]
