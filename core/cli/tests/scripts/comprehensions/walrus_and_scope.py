# := in a comprehension binds outside it; the target of the loop may not be so bound.
print([y := x * 2 for x in range(3)], y)
# expect: [0, 2, 4] 4

def f(data):
    if any((found := d) > 3 for d in data):
        return found
    return None

print(f([1, 5, 9]), f([1]))
# expect: 5 None

def running():
    total = 0
    return [total := total + x for x in range(5)], total

print(running())
# expect: ([0, 1, 3, 6, 10], 10)
for text in ("[x := 1 for x in y]", "[[(j := 0) for i in range(5)] for j in range(5)]", "[i for i in (j := [1])]",
             "class C: [z := 1 for _ in x]"):
    try:
        compile(text, "<t>", "exec")
        print("fine")
    except SyntaxError as e:
        print(e.msg)
# expect: assignment expression cannot rebind comprehension iteration variable 'x'
# expect: assignment expression cannot rebind comprehension iteration variable 'j'
# expect: assignment expression cannot be used in a comprehension iterable expression
# expect: assignment expression within a comprehension cannot be used in a class body
print([z for x in [1, 2] if (z := x * 10) > 10])
# expect: [20]
