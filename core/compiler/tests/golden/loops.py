def f(items):
    for i in items:
        if i > 3:
            continue
        if i == 9:
            break
        print(i)
    else:
        print("done")
    while items:
        items.pop()
    while True:
        pass
