def f(xs):
    for x in xs:
        try:
            return x()
        finally:
            if x:
                continue
            break
