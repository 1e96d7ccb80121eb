# Every way a function may return, and what it gives without a return.
def nothing():
    pass

def bare():
    return

def many():
    return 1, 2

def early(x):
    for i in range(10):
        if i == x:
            return f"found {i}"
    else:
        return "not found"

def in_loop():
    while True:
        for c in "abc":
            with_nested = c
            if c == "b":
                return with_nested

print(nothing(), bare(), many(), early(3), early(30), in_loop())
# expect: None None (1, 2) found 3 not found b
