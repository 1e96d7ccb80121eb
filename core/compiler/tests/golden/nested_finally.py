def f(x):
    try:
        try:
            return x.a
        finally:
            x.b()
    finally:
        x.c()
