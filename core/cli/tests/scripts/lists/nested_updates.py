# Matrices, stacks, queues and trees made of lists.
n = 4
m = [[i * n + j for j in range(n)] for i in range(n)]
print([list(r) for r in zip(*m)], [m[i][i] for i in range(n)], sum(map(sum, m)))
# expect: [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15]] [0, 5, 10, 15] 120
m[1][2], m[2][1] = m[2][1], m[1][2]
m[0][:] = [0] * n
print(m)
# expect: [[0, 0, 0, 0], [4, 5, 9, 7], [8, 6, 10, 11], [12, 13, 14, 15]]
stack, out = [], []
for token in "3 4 + 2 * 7 -".split():
    if token.isdigit():
        stack.append(int(token))
    else:
        b, a = stack.pop(), stack.pop()
        stack.append({"+": a + b, "-": a - b, "*": a * b}[token])
print(stack)
# expect: [7]
queue = [1]
while queue and len(out) < 10:
    x = queue.pop(0)
    out.append(x)
    queue += [x * 2, x * 2 + 1]
print(out)
# expect: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
tree = ["root", ["a", ["a1"], ["a2"]], ["b"]]
def count(t): return 1 + sum(count(c) for c in t[1:])
def depth(t): return 1 + max((depth(c) for c in t[1:]), default=0)
print(count(tree), depth(tree))
# expect: 5 3
