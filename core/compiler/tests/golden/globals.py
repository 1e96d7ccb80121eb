def f():
    global x
    x = len(x)
    del x
print(x)
