# A name assigned anywhere in a function is local everywhere in it.
x = 1

def reads():
    print(x)
    x = 2

def deletes():
    x = 1
    del x
    return x

def augmented():
    x += 1

def conditional(flag):
    if flag:
        y = 1
    return y

for f in (reads, deletes, augmented, lambda: conditional(False)):
    try:
        f()
    except UnboundLocalError as e:
        print(e)
# expect: cannot access local variable 'x' where it is not associated with a value
# expect: cannot access local variable 'x' where it is not associated with a value
# expect: cannot access local variable 'x' where it is not associated with a value
# expect: cannot access local variable 'y' where it is not associated with a value
print(conditional(True))
# expect: 1
