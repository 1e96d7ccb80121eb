def f(x):
    match x:
        case 1 | 2:
            return 0
        case [a, *rest, b] if a:
            return rest
        case {"k": v, **more}:
            return more
        case Point(x=0, y=y) as p:
            return y
        case None:
            return 1
        case _:
            return 2
