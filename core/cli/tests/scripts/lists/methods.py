# append, extend, insert, remove, pop, clear, index, count, reverse, copy.
a = [3, 1]
a.append(2)
a.extend("xy")
a.insert(0, "first")
a.insert(100, "last")
a.insert(-1, "before last")
print(a)
# expect: ['first', 3, 1, 2, 'x', 'y', 'before last', 'last']
a.remove("x")
print(a.pop(), a.pop(0), a.pop(-2), a)
# expect: last first y [3, 1, 2, 'before last']
print(a.index(1), a.count(3), [1, 2, 1, 1].index(1, 1), [1, 2, 1].index(1, -1), [1, 1.0, True].count(1))
# expect: 1 1 2 2 3
a.reverse()
b = a.copy()
b.clear()
print(a, b, a.copy() is a)
# expect: ['before last', 2, 1, 3] [] False
for bad in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1, 2].index(1, 1), lambda: [1].pop("x"), lambda: [].insert(), lambda: [].extend(5), lambda: [].append(1, 2)):
    try:
        bad()
    except (IndexError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
# expect: IndexError pop from empty list
# expect: IndexError pop index out of range
# expect: ValueError list.remove(x): x not in list
# expect: ValueError list.index(x): x not in list
# expect: ValueError list.index(x): x not in list
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: TypeError insert expected 2 arguments, got 0
# expect: TypeError 'int' object is not iterable
# expect: TypeError list.append() takes exactly one argument (2 given)
