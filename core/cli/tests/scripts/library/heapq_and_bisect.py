# heapq and bisect: heaps, merges, n largest, insertion points.
import bisect
import heapq

h = [5, 1, 4, 2, 3]
heapq.heapify(h)
print(h[0], heapq.heappop(h), heapq.heappushpop(h, 0), heapq.heapreplace(h, 9), [heapq.heappop(h) for _ in range(len(h))])
# expect: 1 1 0 2 [3, 4, 5, 9]
heapq.heappush(h, (2, "b")); heapq.heappush(h, (1, "z"))
print(h[0], heapq.nlargest(2, [3, 1, 4, 1, 5]), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len), list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([3, 1], [2], reverse=True)))
# expect: (1, 'z') [5, 4] ['a', 'bb'] [0, 1, 2, 3, 4] [3, 2, 1]
m = [1, 2, 3]
heapq.heapify_max(m)
print(m[0], heapq.heappop_max(m), heapq.heappush_max(m, 7), m[0])
# expect: 3 3 None 7
a = [1, 2, 2, 2, 5]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 3), bisect.bisect_left(a, 2, 2), bisect.bisect(a, 0), bisect.bisect(["a", "bb"], 1, key=len), bisect.insort(a, 3), a)
# expect: 4 1 4 2 0 1 None [1, 2, 2, 2, 3, 5]
data = [(i * 7919) % 1000 for i in range(1000)]
h = []
for x in data: heapq.heappush(h, x)
assert [heapq.heappop(h) for _ in data] == sorted(data)
s = []
for x in data: bisect.insort(s, x)
assert s == sorted(data)
for bad in (lambda: heapq.heappop([]), lambda: heapq.heappush((), 1), lambda: heapq.heappush([1], "a"), lambda: heapq.heapreplace([], 1), lambda: bisect.bisect([1], "a"), lambda: bisect.bisect([1], 1, -1), lambda: bisect.bisect(5, 1)):
    try:
        bad()
    except (IndexError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
# expect: IndexError index out of range
# expect: TypeError heappush() argument 1 must be list, not tuple
# expect: TypeError '<' not supported between instances of 'str' and 'int'
# expect: IndexError index out of range
# expect: TypeError '<' not supported between instances of 'str' and 'int'
# expect: ValueError lo must be non-negative
# expect: TypeError object of type 'int' has no len()
