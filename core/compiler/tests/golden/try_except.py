def f():
    try:
        a()
    except ValueError as e:
        b(e)
    except (KeyError, OSError):
        raise
    else:
        c()
    finally:
        d()
